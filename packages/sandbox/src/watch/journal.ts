import { readToken } from '../identity-provider/reissue.ts'

/** What passes between a portal, a browser and the provider. */
export type MessageKind =
  | 'discovery'
  | 'keys'
  | 'authorization'
  | 'pushed'
  | 'callback'
  | 'tokens'
  | 'user-info'
  | 'introspection'
  | 'revocation'
  | 'sign-out'
  | 'logout-token'
  | 'change'

/** A name and what stands beside it. */
export type Field = readonly [name: string, value: string]

/** A token in a message, as it reads. Nothing in it is verified. */
export interface ReadToken {
  readonly name: string
  readonly header: string
  readonly claims: string
}

/** A message that passed. */
export interface Message {
  /** From 1 on. */
  readonly number: number
  readonly at: Date
  readonly kind: MessageKind
  /** The portal, as far as the message says. */
  readonly clientId: string | undefined
  readonly status: number | undefined
  readonly sent: readonly Field[]
  readonly answered: readonly Field[]
  readonly tokens: readonly ReadToken[]
  /** The attack that falsified it. */
  readonly hostile: string | undefined
}

/** What is told of a message. */
export interface Passing {
  readonly kind: MessageKind
  readonly clientId?: string | undefined
  readonly status?: number | undefined
  readonly sent?: Readonly<Record<string, unknown>>
  readonly answered?: Readonly<Record<string, unknown>>
  readonly hostile?: string | undefined
}

/** The messages of a provider, as they pass. */
export interface Journal {
  /** The last 200. */
  readonly messages: readonly Message[]
  add(passing: Passing): void
  /** Hears of every message from now on. @returns what ends that */
  listen(listener: (message: Message) => void): () => void
}

const MAX_MESSAGES = 200
const MAX_TEXT = 1_500
const MAX_FIELDS = 60

/** As JSON; an attack may be nested deeper than anything writes it. */
function jsonOf(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, undefined, indent) ?? ''
  } catch {
    return '…'
  }
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : jsonOf(value)
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}… (${text.length})` : text
}

const fieldsOf = (members: Readonly<Record<string, unknown>> = {}): Field[] =>
  Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .slice(0, MAX_FIELDS)
    .map(([name, value]) => [name, textOf(value)])

const tokensOf = (members: Readonly<Record<string, unknown>> = {}): ReadToken[] =>
  Object.entries(members).flatMap(([name, value]) => {
    const read = readToken(value)
    if (read === undefined) return []
    const show = (part: object) => textOf(jsonOf(part, 2))
    return [{ name, header: show(read.header), claims: show(read.claims) }]
  })

export function createJournal(): Journal {
  const messages: Message[] = []
  const listeners = new Set<(message: Message) => void>()
  let number = 0
  return {
    messages,
    add({ kind, clientId, status, sent, answered, hostile }) {
      number += 1
      const message: Message = {
        number,
        at: new Date(),
        kind,
        clientId,
        status,
        sent: fieldsOf(sent),
        answered: fieldsOf(answered),
        tokens: [...tokensOf(sent), ...tokensOf(answered)],
        hostile,
      }
      messages.push(message)
      if (messages.length > MAX_MESSAGES) messages.shift()
      for (const listener of listeners) listener(message)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
