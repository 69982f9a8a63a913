/** A run of a batch as a program of its own, to be killed: `child.ts FOLDER out|place`. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSigner, parsePrivateKey } from '@xinyin/core'
import { sealBatch } from '../../src/batch/index.ts'
import { fileDocuments, folderOutput, inPlaceOutput, openJournal } from '../../src/node/index.ts'

const [folder = '', where = 'out'] = process.argv.slice(2)
const incoming = join(folder, 'incoming')
const names = readdirSync(incoming).filter((name) => name.endsWith('.ofd'))
const journal = await openJournal(join(folder, 'batch.journal'))
const results = await sealBatch(fileDocuments(incoming, names), {
  seal: new Uint8Array(readFileSync(join(folder, 'seal.esl'))),
  signer: createSigner(parsePrivateKey(new Uint8Array(readFileSync(join(folder, 'key.der'))))),
  stamps: [{ page: 1, box: [140, 200, 40, 40] }],
  // Others could sign after: so could, by mistake, a second run.
  protect: 'continue',
  journal,
  output: where === 'place' ? inPlaceOutput(incoming) : folderOutput(join(folder, 'outgoing')),
  onProgress: ({ done }) => process.stdout.write(`${done}\n`),
})
await journal.close()
process.exitCode = results.every(({ outcome }) => outcome.startsWith('sealed')) ? 0 : 1
