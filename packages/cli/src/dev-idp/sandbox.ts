import { CliError } from '../errors.ts'

const ABSENT = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND']

/**
 * Loads `@xinyin/sandbox`, which is installed by who develops and not by who verifies: a provider that plays attacks has no
 * place on a server.
 *
 * @throws CliError `ERR_IDP_ABSENT`
 */
export async function loadSandbox() {
  try {
    const [sandbox, hostile] = await Promise.all([
      import('@xinyin/sandbox'),
      import('@xinyin/sandbox/hostile'),
    ])
    return { ...sandbox, ...hostile }
  } catch (cause) {
    const { code, message = '' } = cause as NodeJS.ErrnoException
    if (!ABSENT.includes(code ?? '') || !message.includes('@xinyin/sandbox')) throw cause
    throw new CliError('ERR_IDP_ABSENT', {}, cause)
  }
}
