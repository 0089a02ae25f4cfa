/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // The optimiser is an attack surface and this product has no photographs.
  images: { unoptimized: true },
  // A proxy in front that compresses as well finds nothing left to do.
  compress: true,
  // A clone below another project is no part of that one; left to find its root, each start warns of the other's lockfile.
  turbopack: { root: import.meta.dirname },
  // `npm test` checks the types; a start on a ward's machine must not wait for them again.
  typescript: { ignoreBuildErrors: true },
};
