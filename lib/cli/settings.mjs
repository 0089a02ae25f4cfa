import { isAbsolute, join } from "node:path";

/**
 * @typedef {object} Settings
 * @property {number} port TCP port; 0 takes any free one
 * @property {string} host address to listen on, always loopback for now
 * @property {string} dataDir absolute path of the data directory
 * @property {string | null} databaseUrl an outside PostgreSQL, or null for the embedded one
 */

/** Several settings may be wrong at once; each has its own sentence. */
export class SettingsError extends Error {
  /** @param {string[]} faults one sentence each */
  constructor(faults) {
    super(faults.join("\n"));
    this.faults = faults;
  }
}

const LOOPBACK = ["127.0.0.1", "::1", "localhost"];

/**
 * Reads and checks every setting; the only place that does. An empty setting counts as absent, and a relative DATA_DIR
 * starts at the project, so that the data are at the same place wherever the command is typed.
 * @param {Record<string, string | undefined>} env
 * @param {string} root absolute path of the project
 * @returns {Settings}
 * @throws {SettingsError} with every fault, never with the value of DATABASE_URL
 */
export function readSettings(env, root) {
  const port = env.PORT || "3000";
  const host = env.HOST || "127.0.0.1";
  const dataDir = env.DATA_DIR || "data";
  const databaseUrl = env.DATABASE_URL || null;
  const faults = [portFault(port), hostFault(host), dataDirFault(dataDir), databaseUrlFault(databaseUrl)].filter((f) => f !== null);
  if (faults.length > 0) throw new SettingsError(faults);
  return { port: Number(port), host, dataDir: isAbsolute(dataDir) ? dataDir : join(root, dataDir), databaseUrl };
}

/** @param {string} port */
function portFault(port) {
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65535) return null;
  return `PORT is ${quoted(port)}; it must be a whole number from 1 to 65535 (0 takes any free port).`;
}

/** @param {string} host */
function hostFault(host) {
  if (LOOPBACK.includes(host)) return null;
  return `HOST is ${quoted(host)}; IMAGe Screen has no accounts yet and therefore listens on this machine only: leave HOST unset or use 127.0.0.1, ::1 or localhost.`;
}

/** @param {string} dataDir */
function dataDirFault(dataDir) {
  if (!/\p{Cc}/u.test(dataDir)) return null;
  return "DATA_DIR contains a control character; it must be the path of a directory.";
}

/** @param {string | null} url */
function databaseUrlFault(url) {
  if (url === null) return null;
  const fault = "DATABASE_URL must have the form postgresql://user:password@host:5432/database (special characters in the password percent-encoded).";
  try {
    const { protocol, pathname } = new URL(url);
    return ["postgresql:", "postgres:"].includes(protocol) && pathname.length > 1 ? null : fault;
  } catch {
    return fault;
  }
}

/** @param {string} value */
function quoted(value) {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}
