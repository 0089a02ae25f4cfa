import { existsSync } from "node:fs";
import { BlockList, isIP } from "node:net";
import { isAbsolute, join } from "node:path";

/**
 * @typedef {object} Settings
 * @property {number} port TCP port; 0 takes any free one
 * @property {string} host address to listen on; another one than loopback only with an https baseUrl
 * @property {string | null} baseUrl origin under which browsers reach it; null: http://localhost with the port
 * @property {string[]} trustedProxy addresses and networks whose X-Forwarded-For is believed
 * @property {string} dataDir absolute path of the data directory
 * @property {string | null} databaseUrl an outside PostgreSQL, or null for the embedded one
 * @property {string | null} secret what sessions and second factors are protected with, or null for one kept in the data directory
 * @property {string | null} backupDir absolute path of the directory of daily backups, or null for none
 * @property {number} backupKeep how many of them are left there
 * @property {"text" | "json"} logFormat sentences, or one JSON object a line with every request
 * @property {number} drainSeconds how long it goes on serving after it was told to stop, saying that it is not ready
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
const LOOPBACK_NAMES = ["127.0.0.1", "[::1]", "localhost"];
const SECRET_LEAST = 32;
const OIDC_NEEDS = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"];
const OIDC_NAME_MOST = 60;
const DRAIN_MOST_S = 60;
// Next reads these by itself, after everything was checked.
const UNCHECKED = [".env", ".env.local", ".env.production", ".env.production.local"];

/**
 * Reads and checks every setting; the only place that does. An empty setting counts as absent, and a relative DATA_DIR
 * or BACKUP_DIR starts at the project, so that the data are at the same place wherever the command is typed. The OIDC_* ones, MIN_CELL, OFFLINE and PSEUDO_LOCALE, which is for tests, are only
 * checked: the application reads them itself.
 * @param {Record<string, string | undefined>} env
 * @param {string} root absolute path of the project
 * @returns {Settings}
 * @throws {SettingsError} with every fault, never with the value of a secret
 */
export function readSettings(env, root) {
  const port = env.PORT || "3000";
  const host = env.HOST || "127.0.0.1";
  const dataDir = env.DATA_DIR || "data";
  const databaseUrl = env.DATABASE_URL || null;
  const secret = env.SECRET || null;
  const backupDir = env.BACKUP_DIR || null;
  const backupKeep = env.BACKUP_KEEP || "14";
  const logFormat = env.LOG_FORMAT || "text";
  const drainSeconds = env.DRAIN_SECONDS || "0";
  const base = originOf(env.BASE_URL || "");
  const trustedProxy = (env.TRUSTED_PROXY ?? "").split(",").map((each) => each.trim()).filter((each) => each !== "");
  const faults = [
    portFault(port),
    hostFault(host, base),
    env.BASE_URL && !base ? "BASE_URL must be the https address under which browsers reach this server, without a path, as https://screen.hospital.example (http only for localhost)." : null,
    directoryFault("DATA_DIR", dataDir),
    databaseUrlFault(databaseUrl),
    secret !== null && secret.length < SECRET_LEAST ? `SECRET has fewer than ${SECRET_LEAST} characters; leave it unset, or make one with: openssl rand -base64 32.` : null,
    ...trustedProxy.map(proxyFault),
    directoryFault("BACKUP_DIR", backupDir ?? ""),
    /^[1-9]\d{0,3}$/.test(backupKeep) ? null : `BACKUP_KEEP is ${quoted(backupKeep)}; it must be a whole number from 1 to 9999.`,
    logFormat === "text" || logFormat === "json" ? null : `LOG_FORMAT is ${quoted(logFormat)}; it must be text or json.`,
    /^\d{1,2}$/.test(drainSeconds) && Number(drainSeconds) <= DRAIN_MOST_S ? null : `DRAIN_SECONDS is ${quoted(drainSeconds)}; it must be a whole number from 0 to ${DRAIN_MOST_S}.`,
    /^([5-9]|[1-9]\d{1,2})$/.test(env.MIN_CELL || "11") ? null : `MIN_CELL is ${quoted(env.MIN_CELL ?? "")}; it must be a whole number from 5 to 999: tables that leave the site tell of no fewer children.`,
    ["", "on", "off"].includes(env.OFFLINE ?? "") ? null : `OFFLINE is ${quoted(env.OFFLINE ?? "")}; it must be on or off.`,
    ["", "en-XA", "ar-XB"].includes(env.PSEUDO_LOCALE ?? "") ? null : `PSEUDO_LOCALE is ${quoted(env.PSEUDO_LOCALE ?? "")}; it is for testing the pages and must be en-XA or ar-XB, or unset.`,
    ...oidcFaults(env),
    ...UNCHECKED.filter((name) => existsSync(join(root, name))).map(fileFault),
  ].filter((fault) => fault !== null);
  if (faults.length > 0) throw new SettingsError(faults);
  const placed = (/** @type {string} */ path) => (isAbsolute(path) ? path : join(root, path));
  return {
    port: Number(port), host, baseUrl: base?.origin ?? null, trustedProxy, dataDir: placed(dataDir), databaseUrl, secret,
    backupDir: backupDir === null ? null : placed(backupDir), backupKeep: Number(backupKeep), logFormat: logFormat === "json" ? "json" : "text", drainSeconds: Number(drainSeconds),
  };
}

/** @param {string} name */
function fileFault(name) {
  return `Settings are not read from the file ${name} of the project: move it elsewhere, and set what is in it in the environment, as with: set -a; . /etc/image-screen/environment; set +a`;
}

/** Does nobody but this machine reach what listens there? @param {string} host */
export function isLoopback(host) {
  return LOOPBACK.includes(host);
}

/**
 * @param {readonly string[]} entries addresses and networks (address/prefix length)
 * @throws {Error} for one that is neither
 */
export function networks(entries) {
  const list = new BlockList();
  for (const entry of entries) {
    const [, address = "", prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

/** @param {string} port */
function portFault(port) {
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65535) return null;
  return `PORT is ${quoted(port)}; it must be a whole number from 1 to 65535 (0 takes any free port).`;
}

/** @param {string} host @param {URL | null} base */
function hostFault(host, base) {
  if (isLoopback(host)) return null;
  if (isIP(host) === 0) return `HOST is ${quoted(host)}; it must be an address of this machine in numbers, or unset to listen on this machine only.`;
  if (base?.protocol === "https:") return null;
  return `HOST is ${quoted(host)}, which other machines reach, and passwords would travel in clear: set BASE_URL to the https address of the proxy in front, or leave HOST unset to listen on this machine only.`;
}

/** An https origin, or an http one on this machine; null for anything else. @param {string} url */
function originOf(url) {
  const parsed = webAddress(url);
  // A user name, path, query or fragment would show here.
  return parsed && parsed.href === `${parsed.origin}/` ? parsed : null;
}

/** https anywhere or http on this machine, without a password; null for anything else. @param {string} url */
function webAddress(url) {
  if (!URL.canParse(url) || /[\s\p{Cc}]/u.test(url)) return null;
  const parsed = new URL(url);
  const fits = parsed.protocol === "https:" || (parsed.protocol === "http:" && LOOPBACK_NAMES.includes(parsed.hostname));
  return fits && parsed.username === "" && parsed.password === "" ? parsed : null;
}

/** @param {string} name @param {string} path */
function directoryFault(name, path) {
  if (!/\p{Cc}/u.test(path)) return null;
  return `${name} contains a control character; it must be the path of a directory.`;
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

/** @param {string} entry */
function proxyFault(entry) {
  try {
    networks([entry]);
    // A network of everybody would let everybody say who they are.
    if (!/\/0+$/.test(entry)) return null;
  } catch {
    // The sentence below names it.
  }
  return `TRUSTED_PROXY contains ${quoted(entry)}; it must be a comma-separated list of addresses or networks, as 10.0.0.7 or 10.0.0.0/24.`;
}

/** @param {Record<string, string | undefined>} env */
function oidcFaults(env) {
  const { OIDC_ISSUER: issuer, OIDC_NAME: name } = env;
  const absent = OIDC_NEEDS.filter((key) => !env[key]);
  const given = absent.length < OIDC_NEEDS.length || Boolean(name);
  const address = webAddress(issuer ?? "");
  return [
    given && absent.length > 0 ? `${absent.join(" and ")} must be set, too: signing in through a hospital needs ${OIDC_NEEDS.join(", ")}.` : null,
    issuer && (!address || address.search !== "" || address.hash !== "") ? "OIDC_ISSUER must be the https address of the identity provider (http only for localhost)." : null,
    name && (name.length > OIDC_NAME_MOST || /\p{Cc}/u.test(name)) ? `OIDC_NAME must be a name of at most ${OIDC_NAME_MOST} characters.` : null,
  ];
}

/** @param {string} value */
function quoted(value) {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}
