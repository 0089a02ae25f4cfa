"use client";
import { encode } from "uqr";

// ISO/IEC 18004 asks for four light modules around.
const QUIET = 4;

/** A QR code as one path: dark on light in every colour scheme, without a style attribute. */
export function Qr({ text, name }: { text: string; name: string }) {
  const { size, data } = encode(text, { ecc: "M", border: QUIET });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={name} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
