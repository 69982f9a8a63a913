import { parseArgs } from 'node:util'

const USAGE = 'npm run demo [-- --keep]   --keep leaves the portals running 让门户保持运行'

/** Whether the portals are to stay open; anything else on the command line ends the demo with its usage. */
export function readKeep(): boolean {
  try {
    return parseArgs({ options: { keep: { type: 'boolean', default: false } } }).values.keep
  } catch {
    console.error(USAGE)
    process.exit(3)
  }
}
