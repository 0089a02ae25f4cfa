import { locale } from "@/app/locale";
import { phenopacketLosses } from "@/lib/exchange/phenopacket-out";
import { exchangeWords } from "@/lib/exchange/wording";
import { Print } from "./print";
import "./share.css";

const { share, phenopacketLosses: losses } = exchangeWords(locale);
const files = ["phenopacket", "fhir", "fhir-response", "csv", "json"] as const;

/**
 * The ways in which one screening is handed on, each with what it is for.
 * @param few whoever looks at it may take out only some
 */
export function Share({ code, few }: { code: string; few: boolean }) {
  return (
    <details className="sharing">
      <summary>{share.title}</summary>
      <p className="sub">{share.about}{few && ` ${share.few}`}</p>
      <ul>
        {files.map((file) => (
          <li key={file}>
            <a href={`/api/v1/screenings/${code}/export/${file}`} download>{share.formats[file].name}</a>
            <p>{share.formats[file].serves}</p>
            {file === "phenopacket" && <details className="fine"><summary>{share.left}</summary>{phenopacketLosses.map((loss) => losses[loss]).join(" ")}</details>}
            {file === "csv" && <p className="fine"><a href="/api/v1/dictionary/csv" download>{share.dictionary}</a></p>}
          </li>
        ))}
        <li><Print name={share.formats.print.name} /><p>{share.formats.print.serves}</p></li>
      </ul>
    </details>
  );
}
