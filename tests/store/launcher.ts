import { Client } from "pg";
import { startEmbedded } from "@/lib/store/embedded";

// A launcher as a process of its own, for tests that kill it: says what it got, writes rows and says each one that is acknowledged.
async function main(dataDir: string, rows: number): Promise<void> {
  const database = await startEmbedded(dataDir);
  process.on("SIGTERM", () => void database.stop().then(() => process.exit(0)));
  console.log(JSON.stringify({ url: database.url, started: database.started, where: database.where }));
  const client = new Client(database.url);
  client.on("error", () => {});
  await client.connect();
  await client.query("CREATE TABLE IF NOT EXISTS kept (id int PRIMARY KEY)");
  for (let id = 0; id < rows; id++) {
    await client.query("INSERT INTO kept SELECT coalesce(max(id) + 1, 0) FROM kept");
    console.log("written");
  }
}

main(process.argv[2] ?? "", Number(process.argv[3] ?? 0)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
