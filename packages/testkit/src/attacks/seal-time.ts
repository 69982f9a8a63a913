import { encodeBitString, encodeContext, encodeSequence } from '@xinyin/core/der'
import type { SealStatus, SealStatusChecker } from '@xinyin/e-seal'
import { type Attack, keyed } from './attack.ts'
import { isSealed } from './carrier.ts'
import { resign } from './resign.ts'
import { sealOf } from './seal-of.ts'
import { dated, sealedWith } from './sealed-with.ts'
import { partsOf } from './ses.ts'

const told = (status: SealStatus): { status: SealStatusChecker } => ({
  status: { find: async () => ({ status, issuedAt: new Date('2026-05-31T00:00:00Z'), by: '制章中心' }) },
})

const withdrawn = (name: string, code: string, status: SealStatus): Attack =>
  keyed('seal', name, ['seal.status', code], (carrier) => resign(carrier), {
    applies: isSealed,
    options: () => told(status),
  })

const since = new Date('2026-05-01T00:00:00Z')

/** Seals that were not valid when they were used, or withdrawn. */
export const SEAL_TIME_ATTACKS: readonly Attack[] = [
  sealedWith(
    'a seal that had run out',
    ['seal.validity', 'ERR_SEAL_NOT_VALID'],
    dated(-1, '2026-05-01T00:00:00Z'),
  ),
  sealedWith(
    'a seal that was to come',
    ['seal.validity', 'ERR_SEAL_NOT_VALID'],
    dated(-2, '2026-07-01T00:00:00Z'),
  ),
  sealedWith(
    'a seal that was made after it was used',
    ['seal.validity', 'ERR_SEAL_NOT_YET_MADE'],
    dated(-3, '2026-06-20T00:00:00Z'),
    // A stamp from before the seal was made refuses it first.
    { applies: ({ form }) => form !== 'GM/T 0031-2025' },
  ),
  sealedWith(
    'a seal that was made after its time stamp',
    ['seal.time-stamp', 'ERR_SEAL_TIME_STAMP_EARLY'],
    dated(-3, '2026-06-20T00:00:00Z'),
    { applies: ({ form }) => form === 'GM/T 0031-2025' },
  ),
  sealedWith(
    'a seal that was made after its time stamp and before it was used',
    ['seal.time-stamp', 'ERR_SEAL_TIME_STAMP_EARLY'],
    (carrier) => ({
      ...dated(-3, '2026-05-20T00:00:00Z')(carrier),
      timeStamp: carrier.world.timeStampAt(new Date('2026-05-10T00:00:00Z')),
    }),
    { applies: ({ form }) => form === 'GM/T 0031-2025' },
  ),
  keyed(
    'seal',
    'something in the place of the time stamp of the seal',
    ['seal.time-stamp', 'ERR_DER_TRUNCATED'],
    (carrier) =>
      resign(carrier, {
        seal: encodeSequence(
          ...partsOf(sealOf(carrier)).slice(0, 4),
          encodeContext(0, encodeBitString(Uint8Array.of(1, 2, 3))),
        ),
      }),
    { applies: ({ form }) => form === 'GM/T 0031-2025' },
  ),
  keyed(
    'seal',
    'a time stamp of another seal',
    ['seal.time-stamp', 'ERR_TSP_IMPRINT'],
    async (carrier) =>
      resign(carrier, {
        seal: encodeSequence(
          ...partsOf(sealOf(carrier)).slice(0, 4),
          encodeContext(0, encodeBitString(await carrier.world.timeStamp(new Uint8Array(70)))),
        ),
      }),
    { applies: ({ form }) => form === 'GM/T 0031-2025' },
  ),
  keyed(
    'seal',
    'a seal of which nobody tells the status',
    ['seal.status', 'ERR_SEAL_STATUS_MISSING'],
    (carrier) => carrier.bytes,
    { applies: isSealed, options: () => ({ requireStatus: true }) },
  ),
  withdrawn('a seal that was revoked', 'ERR_SEAL_REVOKED', { state: 'revoked', since, suspensions: [] }),
  withdrawn('a seal that was suspended', 'ERR_SEAL_SUSPENDED', {
    state: 'suspended',
    since,
    suspensions: [],
  }),
  withdrawn('a seal that was suspended for a time', 'ERR_SEAL_SUSPENDED', {
    state: 'valid',
    suspensions: [{ from: since, until: new Date('2026-06-10T00:00:00Z') }],
  }),
]
