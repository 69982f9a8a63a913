import { join } from 'node:path'
import { chainTask } from './loading/chain.ts'
import { documentTask } from './loading/document.ts'
import { licenceTasks } from './loading/licence.ts'
import { measure } from './loading/measure.ts'
import { checkTold } from './loading/told.ts'

// What a browser loads to verify; see `measure`. What is loaded on need, and not needed, does not count.

const FOLDER = join(import.meta.dirname, '..')

for (const task of [await chainTask(), await documentTask(), ...(await licenceTasks())])
  if (!(await measure(task, FOLDER))) process.exitCode = 1

if (!checkTold(FOLDER)) process.exitCode = 1
