import { decodeBase64Url, decodeUtf8, encodeBase64Url, encodeUtf8, hmac, randomBytes } from '@xinyin/core'
import { SsoError } from '../errors.ts'

/** A secret of the portal's machines by which the sessions in their database are sealed. */
export interface SessionKey {
  /** Written into every record, to find the key again: 1 to 32 letters, digits, `-` and `_`. */
  readonly id: string
  /** 32 random octets, the same on every machine of the portal, and known to no one else. */
  readonly secret: Uint8Array
  /** AES-256-GCM with SHA-256, unless given; or SM4-GCM with SM3 (GB/T 32907, GB/T 32905). */
  readonly algorithm?: 'AES-256-GCM' | 'SM4-GCM'
}

/** Encrypts and decrypts what belongs to a context: in another one it does not open. */
interface Cipher {
  encrypt(context: string, text: string): Promise<Uint8Array>
  /** @throws when it was not made by `encrypt` in this context */
  decrypt(context: string, sealed: Uint8Array): Promise<string>
}

/** A session key that is ready for use. */
export interface OpenKey {
  readonly id: string
  /** The name of a group: who does not have the key cannot tell who is meant, not even by trying all identity numbers. */
  name(group: string): string
  seal(key: string, text: string): Promise<string>
  open(key: string, sealed: string): Promise<string>
}

const IV = 12
const SECRET = 32

function aesCipher(secret: Uint8Array): Cipher {
  const imported = crypto.subtle.importKey('raw', secret as BufferSource, 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ])
  const parameters = (iv: Uint8Array, context: string) => ({
    name: 'AES-GCM',
    iv: iv as BufferSource,
    additionalData: encodeUtf8(context) as BufferSource,
  })
  return {
    async encrypt(context, text) {
      const iv = randomBytes(IV)
      const data = encodeUtf8(text) as BufferSource
      const sealed = await crypto.subtle.encrypt(parameters(iv, context), await imported, data)
      return join(iv, new Uint8Array(sealed))
    },
    async decrypt(context, sealed) {
      const iv = sealed.subarray(0, IV)
      const data = sealed.subarray(IV) as BufferSource
      return decodeUtf8(
        new Uint8Array(await crypto.subtle.decrypt(parameters(iv, context), await imported, data)),
      )
    },
  }
}

function sm4Cipher(secret: Uint8Array): Cipher {
  const key = secret.subarray(0, 16)
  // Loaded by those alone who have such a key.
  const load = () => import('@xinyin/core/gm')
  return {
    async encrypt(context, text) {
      const { encryptSm4Gcm } = await load()
      const iv = randomBytes(IV)
      return join(iv, encryptSm4Gcm({ key, iv, associatedData: encodeUtf8(context) }, encodeUtf8(text)))
    },
    async decrypt(context, sealed) {
      const { decryptSm4Gcm } = await load()
      const parameters = { key, iv: sealed.subarray(0, IV), associatedData: encodeUtf8(context) }
      return decodeUtf8(decryptSm4Gcm(parameters, sealed.subarray(IV)))
    },
  }
}

function join(iv: Uint8Array, sealed: Uint8Array): Uint8Array {
  const whole = new Uint8Array(iv.length + sealed.length)
  whole.set(iv)
  whole.set(sealed, iv.length)
  return whole
}

/**
 * Makes a session key ready. From its secret come two: one encrypts, one names groups (NIST SP 800-108, in counter mode
 * with one block).
 *
 * @throws TypeError, RangeError when it is no session key
 */
export function openSessionKey({ id, secret, algorithm = 'AES-256-GCM' }: SessionKey): OpenKey {
  if (typeof id !== 'string' || !/^[\w-]{1,32}$/.test(id)) {
    throw new TypeError('keys: id must be 1 to 32 letters, digits, - and _')
  }
  if (!(secret instanceof Uint8Array) || secret.length !== SECRET) {
    throw new RangeError(`keys: secret must be ${SECRET} octets`)
  }
  if (algorithm !== 'AES-256-GCM' && algorithm !== 'SM4-GCM') {
    throw new TypeError('keys: algorithm must be AES-256-GCM or SM4-GCM')
  }
  const hash = algorithm === 'SM4-GCM' ? 'SM3' : 'SHA-256'
  const derive = (label: string) => hmac(hash, secret, encodeUtf8(`xinyin-sso ${algorithm} ${label}`))
  const naming = derive('groups')
  const { encrypt, decrypt } = (algorithm === 'SM4-GCM' ? sm4Cipher : aesCipher)(derive('records'))
  // Bound to its place: a record that is copied under another key, of whoever else's session, does not open.
  const context = (key: string) => `xinyin-sso-session-1 ${id} ${key}`
  return {
    id,
    name: (group) => encodeBase64Url(hmac(hash, naming, encodeUtf8(group))),
    seal: async (key, text) => encodeBase64Url(await encrypt(context(key), text)),
    async open(key, sealed) {
      try {
        return await decrypt(context(key), decodeBase64Url(sealed))
      } catch {
        // Which of the reasons it was is for nobody to learn.
        throw new SsoError('ERR_SSO_STORE_RECORD')
      }
    },
  }
}
