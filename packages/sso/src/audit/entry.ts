import { type DigestName, digest, encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import { SsoError } from '../errors.ts'
import { isJsonObject, type JsonObject, parseJsonObject } from '../token/json.ts'
import type { AuditEvent } from './event.ts'
import { isEvent } from './event-form.ts'

/** The hashes by which entries can be chained. */
export type AuditHash = Extract<DigestName, 'SM3' | 'SHA-256'>

/** A place in a log, by which everything before it is fixed. Keep some where who writes the log cannot reach. */
export interface AuditHead {
  /** Counted from 1. */
  readonly number: number
  /** Of that entry, in base64url. */
  readonly hash: string
}

/** One entry as it is kept: what is hashed is the text to the letter, so that nothing hangs on how JSON is written. */
export interface AuditEntry extends AuditHead {
  /** JSON: `{ "log", "number", "alg", "previous", "event" }`, at most 8192 characters. */
  readonly text: string
}

/** An entry that was read. Nothing of it is verified. */
export interface ReadEntry {
  readonly log: string
  readonly number: number
  readonly alg: AuditHash
  /** The hash of the entry before; empty in the first. */
  readonly previous: string
  readonly event: AuditEvent
}

const MAX_TEXT = 8192

export function hashOf(alg: AuditHash, text: string): string {
  return encodeBase64Url(digest(alg, encodeUtf8(text)))
}

export function createEntry(content: ReadEntry): AuditEntry {
  const { log, number, alg, previous, event } = content
  const text = JSON.stringify({ log, number, alg, previous, event })
  return { number, text, hash: hashOf(alg, text) }
}

/**
 * Reads an entry, without looking at whether it is where it was written.
 *
 * @throws SsoError `ERR_SSO_AUDIT_FORM`
 */
export function readEntry(entry: AuditEntry): ReadEntry {
  // A line of an export can be anything.
  const { number = '?', text } = isJsonObject(entry) ? (entry as AuditEntry) : {}
  const refuse = (reason: string, cause?: unknown) =>
    new SsoError('ERR_SSO_AUDIT_FORM', { number, reason }, cause)
  if (typeof text !== 'string' || text.length > MAX_TEXT) throw refuse('size')
  let content: JsonObject
  try {
    content = parseJsonObject(text)
  } catch (cause) {
    throw refuse('JSON', cause)
  }
  const { log, alg, previous, event } = content
  if (typeof log !== 'string' || typeof previous !== 'string') throw refuse('members')
  if (alg !== 'SM3' && alg !== 'SHA-256') throw refuse('alg')
  if (typeof content['number'] !== 'number' || !isEvent(event)) throw refuse('event')
  return { log, number: content['number'], alg, previous, event }
}
