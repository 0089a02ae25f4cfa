import type { StaticImageData } from "next/image";
import { locale } from "@/app/locale";
import type { FeatureId } from "@/lib/screening/checklist";
import { drawingWords, drawn } from "@/lib/screening/drawings";
import type { Drawing } from "@/lib/screening/drawings";
import { sources } from "@/lib/screening/sources";
import ear from "./drawings/ear.svg";
import hypospadias from "./drawings/hypospadias.svg";
import metaphysis from "./drawings/metaphysis.svg";
import uvula from "./drawings/uvula.svg";

const files: Record<Drawing, StaticImageData> = { ear, hypospadias, metaphysis, uvula };

/** The drawing of a feature where it has one. A file of its own, fetched when its definition is opened. */
export function FeatureDrawing({ feature }: { feature: FeatureId }) {
  if (!(feature in drawn)) return null;
  const { drawing, source, terms } = drawn[feature as keyof typeof drawn];
  const { src, width, height } = files[drawing];
  const { drawings, after } = drawingWords(locale);
  return (
    <figure className="drawing">
      {/* The caption tells all of it, so a screen reader hears it once. */}
      <img src={src} width={width} height={height} alt="" loading="lazy" />
      <figcaption>{drawings[drawing]} <cite>{after(terms)} {sources[source].cite}</cite></figcaption>
    </figure>
  );
}
