import { randomBytes } from '@xinyin/core'
import {
  decryptSm4Cbc,
  decryptSm4Ccm,
  decryptSm4Ctr,
  decryptSm4Ecb,
  decryptSm4Gcm,
  encryptSm4Cbc,
  encryptSm4Ccm,
  encryptSm4Ctr,
  encryptSm4Ecb,
  encryptSm4Gcm,
} from '@xinyin/core/gm'
import { expectThat } from '../expect.ts'
import { change } from './office.ts'

export interface Sm4Parameters {
  readonly key: Uint8Array
  /** Empty where the mode has none; for CCM the nonce. */
  readonly iv: Uint8Array
  readonly associatedData: Uint8Array
}

export interface Sm4Mode {
  readonly name: 'ECB' | 'CBC' | 'CTR' | 'GCM' | 'CCM'
  readonly isAuthenticated: boolean
  parameters(length: number): Sm4Parameters
  encrypt(parameters: Sm4Parameters, plaintext: Uint8Array): Uint8Array
  decrypt(parameters: Sm4Parameters, ciphertext: Uint8Array): Uint8Array
  /** Has a changed ciphertext decrypted here, and by the other side, which both have to refuse where the mode can tell. */
  refusesChanges(
    parameters: Sm4Parameters,
    ciphertext: Uint8Array,
    there: (changed: Uint8Array) => Promise<void>,
  ): Promise<void>
}

type Cipher = Pick<Sm4Mode, 'encrypt' | 'decrypt'>

function mode(name: Sm4Mode['name'], ivLength: number, cipher: Cipher): Sm4Mode {
  const isAuthenticated = name === 'GCM' || name === 'CCM'
  return {
    name,
    isAuthenticated,
    ...cipher,
    parameters: (length) => ({
      key: randomBytes(16),
      iv: randomBytes(ivLength),
      associatedData: isAuthenticated ? randomBytes(length % 50) : new Uint8Array(0),
    }),
    async refusesChanges(parameters, ciphertext, there) {
      if (!isAuthenticated) return
      for (const changed of [change(ciphertext), change(ciphertext, 0)]) {
        let isTaken = true
        try {
          cipher.decrypt(parameters, changed)
        } catch {
          isTaken = false
        }
        expectThat(!isTaken, 'we take a changed ciphertext')
        await there(changed)
      }
    },
  }
}

/** The modes, padded as PKCS#7 says where they need whole blocks. A change is noticed by those with a tag alone. */
export const SM4_MODES: readonly Sm4Mode[] = [
  mode('ECB', 0, { encrypt: encryptSm4Ecb, decrypt: decryptSm4Ecb }),
  mode('CBC', 16, { encrypt: encryptSm4Cbc, decrypt: decryptSm4Cbc }),
  mode('CTR', 16, { encrypt: encryptSm4Ctr, decrypt: decryptSm4Ctr }),
  mode('GCM', 12, { encrypt: encryptSm4Gcm, decrypt: decryptSm4Gcm }),
  mode('CCM', 12, {
    encrypt: ({ iv, ...rest }, plaintext) => encryptSm4Ccm({ ...rest, nonce: iv }, plaintext),
    decrypt: ({ iv, ...rest }, ciphertext) => decryptSm4Ccm({ ...rest, nonce: iv }, ciphertext),
  }),
]
