// Two processes of the built application on one database, killed with -9 in turn under saves at full rate: KILLS=200.
import { cleanUp } from "./launching";
import { NAME, PASSWORD, hospital, setUpToken, signIn, startOne } from "./pair";
import type { One } from "./pair";
import { saveThroughKills } from "./processes-load";

const KILLS = Number(process.env.KILLS || 40);
const EMAIL = "first@ward.example";

function middle(values: number[]): string {
  const sorted = values.toSorted((one, other) => one - other);
  return `${sorted[Math.floor(sorted.length / 2)] ?? 0}/${sorted.at(-1) ?? 0}`;
}

async function main(): Promise<string[]> {
  const outside = await (await hospital())("screening");
  const again = (): Promise<One> => startOne(outside.url);
  const pair = [await again(), await again()];
  try {
    const token = pair.map(setUpToken)[1];
    await pair[0]?.ask("POST", "account/set-up", { body: { site: "Ward One", name: "First", email: EMAIL, password: PASSWORD, token } });
    const who = await signIn(pair[1] as One, EMAIL);
    console.log(`Two processes behind ${NAME}, ${KILLS} kills …`);
    const kept = await saveThroughKills(pair, who, outside, KILLS, again, ({ restarts, acknowledged, faults }) => {
      if (restarts.length % 10 === 0) console.log(`${restarts.length} kills, ${acknowledged} saves acknowledged, ${faults.length} faults`);
    });
    console.log(`${kept.broken} requests broke off and were sent again with the same key; to the next acknowledged save ${middle(kept.gaps)} ms, to a restart ${middle(kept.restarts)} ms (median/most); the fewest saved meanwhile ${Math.min(...kept.meanwhile)}.`);
    for (const fault of kept.faults.slice(0, 20)) console.log(`    ${fault}`);
    console.log(`Two processes: ${KILLS} kills, ${kept.acknowledged} saves acknowledged, ${kept.faults.length} faults`);
    return kept.faults;
  } finally {
    for (const one of pair) if (one.alive()) await one.stop();
  }
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void cleanUp().finally(() => process.exit(1)));
main()
  .catch((error: unknown) => [console.error(error)])
  .then(async (faults) => {
    await cleanUp();
    process.exit(faults.length > 0 ? 1 : 0);
  });
