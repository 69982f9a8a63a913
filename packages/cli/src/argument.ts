import { CliError } from './errors.ts'

/**
 * Does what may refuse its arguments: those came from the command line, and a wrong one is no fault of the program.
 *
 * @throws CliError `ERR_ARGUMENT`
 */
export async function withArguments<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    // The library names the argument first: `notAfter: the issuer itself is not valid for all of this period`.
    const isRefusal = cause instanceof TypeError || cause instanceof RangeError
    if (!isRefusal || !/^[a-z]\w*(\.\w+)*: /i.test(cause.message)) throw cause
    throw new CliError('ERR_ARGUMENT', { reason: cause.message }, cause)
  }
}
