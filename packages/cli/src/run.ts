import { readFileSync } from 'node:fs'
import { TrustError } from '@xinyin/core'
import { Command, CommanderError, Option } from 'commander'
import picocolors from 'picocolors'
import { addAuthority } from './authority/command.ts'
import { addBundle } from './bundle/command.ts'
import { addCatalogue } from './catalogue/command.ts'
import { addCertificate } from './certificate/command.ts'
import { addChain } from './chain/command.ts'
import { complaint } from './checks.ts'
import { addDevIdp } from './dev-idp/command.ts'
import { EXIT, type Exit } from './exit.ts'
import { addIdentifier } from './identifier/command.ts'
import { addLicence } from './licence/command.ts'
import { addTrust } from './list/command.ts'
import { addMessage } from './message/command.ts'
import { addOfd } from './ofd/command.ts'
import { addQr } from './qr/command.ts'
import { addSeal } from './seal/command.ts'
import type { Act } from './session.ts'
import { addSign } from './sign/command.ts'
import { processTerminal, type Terminal } from './terminal/terminal.ts'
import { addTimeStamp } from './time-stamp/command.ts'
import { sayUsage } from './usage.ts'
import { addVerify } from './verify/command.ts'

/** `zh-CN` where the environment's locale is Chinese (POSIX order: LC_ALL, LC_MESSAGES, LANG), else `en`. */
function languageOf(environment: Readonly<Record<string, string | undefined>>): 'en' | 'zh-CN' {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || ''
  return /^zh/i.test(locale) ? 'zh-CN' : 'en'
}

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string
}

interface GlobalOptions {
  readonly lang?: 'en' | 'zh-CN'
  readonly color: boolean
}

function createProgram(terminal: Terminal, finish: (exit: Exit) => void): Command {
  const program = new Command('xinyin')
    .description(
      'Verify electronic seals, sealed OFD documents, e-licences, certificates, messages and time stamps; make and serve certificates for development.\n验证电子印章、签章 OFD 文件、电子证照、证书、签名消息与时间戳；建立并运行开发用证书体系。',
    )
    .addOption(new Option('--lang <language>', 'language of the output 输出语言').choices(['en', 'zh-CN']))
    .option('--no-color', 'no colour 不使用颜色')
    .version(version, '--version', 'print the version 显示版本')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
      outputError: (text, write) => write(sayUsage(text, context().language)),
    })
  const context = () => {
    const options = program.opts<GlobalOptions>()
    return {
      language: options.lang ?? languageOf(terminal.environment),
      colors: picocolors.createColors(terminal.color && options.color),
    }
  }

  const act: Act = async (work) => finish(await work({ terminal, ...context() }))
  addVerify(program, act)
  for (const add of [
    addLicence,
    addIdentifier,
    addCertificate,
    addChain,
    addTrust,
    addBundle,
    addCatalogue,
    addMessage,
    addTimeStamp,
    addAuthority,
    addSeal,
    addSign,
    addOfd,
    addQr,
    addDevIdp,
  ])
    add(program, act)
  return program
}

/**
 * Runs the command.
 *
 * @param argv - the arguments after the program's name
 * @returns the exit code: 0 passed, 1 failed, 2 indeterminate, 3 wrong use
 */
export async function run(argv: readonly string[], terminal: Terminal = processTerminal()): Promise<Exit> {
  let exit: Exit = EXIT.wrongUse
  const program = createProgram(terminal, (code) => {
    exit = code
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exit
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.passed : EXIT.wrongUse
    if (!(error instanceof TrustError)) throw error
    const { lang } = program.opts<GlobalOptions>()
    terminal.err(complaint(error, lang ?? languageOf(terminal.environment)))
    return EXIT.wrongUse
  }
}
