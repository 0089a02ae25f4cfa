import type { MetadataRoute } from "next";
import { rootWords } from "./wording";
import apart192 from "./_components/icons/192.png";
import apart512 from "./_components/icons/512.png";
import whole192 from "./_components/icons/maskable-192.png";
import whole512 from "./_components/icons/maskable-512.png";

/** What a phone or a desk needs to install the application. */
export default function manifest(): MetadataRoute.Manifest {
  const icon = (src: string, size: number, purpose: "any" | "maskable") => ({ src, sizes: `${size}x${size}`, type: "image/png", purpose });
  return {
    id: "/",
    name: rootWords.title,
    short_name: rootWords.title,
    description: rootWords.description,
    start_url: "/",
    scope: "/",
    display: "standalone",
    theme_color: "#0d4f5c",
    background_color: "#faf9f6",
    icons: [icon(apart192.src, 192, "any"), icon(apart512.src, 512, "any"), icon(whole192.src, 192, "maskable"), icon(whole512.src, 512, "maskable")],
  };
}
