import { test } from 'vitest'
import { hasPkits } from './pkits.ts'

if (!hasPkits && process.env['CI']) throw new Error('PKITS is missing (set PKITS_DIR and PKITS_CRL_DIR)')

/** A test against NIST's path validation suite; left out, and counted as skipped, where it is not installed. */
export const testPkits = test.skipIf(!hasPkits)
