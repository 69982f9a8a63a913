import { createDryRun, EXAMPLE_CATALOGUE } from '@xinyin/e-license/catalogue'
import { AT, createRow } from '../../../packages/e-license/test/catalogue/batch.ts'
import { compare, type Result, withRate } from './compare.ts'

const COUNT = 10_000

/** Every hundredth row has a number that is none, so that findings are told too. */
const ROWS = Array.from({ length: COUNT }, (_, seed) => {
  const row = createRow(seed)
  return seed % 100 === 0 ? { ...row, ZZBFRQ: '2022-02-30' } : row
})

/** The check of a batch before it is handed on, beside the five seconds that ten thousand rows may take. */
export async function measureCatalogue(): Promise<Result[]> {
  const result = await compare(
    {
      name: 'Catalogue dry run, 10,000 rows',
      contestants: {
        Xinyin: () => {
          const run = createDryRun({ catalogue: EXAMPLE_CATALOGUE, at: AT })
          for (const row of ROWS) run.check(row)
          run.finish()
          const { rows, wrongRows } = run.summarise()
          if (rows !== COUNT || wrongRows !== COUNT / 100)
            throw new Error(`${wrongRows} wrong rows of ${rows}`)
        },
      },
    },
    { rounds: 5, slice: 200 },
  )
  return [withRate(result, 'five seconds', 1 / 5)]
}
