import { createPages } from '@xinyin/testkit/sealed'
import { archiveCases } from './seal/archives.ts'
import { batchCases } from './seal/batch.ts'
import { packageCases } from './seal/packages.ts'
import { sealedSetCases } from './seal/sealed-set.ts'
import { signatureValueCases } from './seal/signature-values.ts'
import { storeCases } from './seal/stores.ts'
import { sealTimeStampCases } from './seal/time-stamps.ts'
import { truthCases } from './seal/truth.ts'
import { table } from './table.ts'

/** Seals and sealed documents: those of others judged here, and ours by others. */
export const sealTable = table('seal', [
  ...truthCases,
  ...storeCases,
  ...sealedSetCases,
  ...packageCases,
  ...archiveCases,
  ...signatureValueCases,
  ...sealTimeStampCases(() => createPages(1)),
  ...batchCases,
])
