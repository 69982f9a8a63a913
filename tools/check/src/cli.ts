import { run } from '@xinyin/cli'

process.exitCode = await run(process.argv.slice(2))
