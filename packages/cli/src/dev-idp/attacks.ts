import type { HostileMode } from '@xinyin/sandbox/hostile'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import type { Session } from '../session.ts'
import { pad, widthOf } from '../terminal/columns.ts'

/** `--hostile list`: every attack by name, with what it does and by which code a portal of ours refuses it. */
export function listAttacks(modes: readonly HostileMode[], { terminal, language, colors }: Session): Exit {
  const columns = Math.max(...modes.map(({ name }) => widthOf(name))) + 2
  let area = ''
  for (const mode of modes) {
    if (mode.area !== area) {
      if (area !== '') terminal.out('')
      area = mode.area
      terminal.out(colors.bold(area))
    }
    terminal.out(`  ${pad(mode.name, columns)}${mode.sentence[language]}`)
    terminal.out(`  ${pad('', columns)}${colors.dim(`${mode.refusedBy} · ${mode.clause}`)}`)
  }
  return EXIT.passed
}

/** The attack of a name. @throws CliError `ERR_IDP_ATTACK` */
export function findAttack(modes: readonly HostileMode[], found: string): HostileMode {
  const mode = modes.find(({ name }) => name === found)
  if (mode === undefined) throw new CliError('ERR_IDP_ATTACK', { found })
  return mode
}
