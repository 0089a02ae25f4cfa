/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // The optimiser is an attack surface and this product has no photographs.
  images: { unoptimized: true },
  // A proxy in front that compresses as well finds nothing left to do.
  compress: true,
  // `npm test` checks the types; a start on a ward's machine must not wait for them again.
  typescript: { ignoreBuildErrors: true },
};
