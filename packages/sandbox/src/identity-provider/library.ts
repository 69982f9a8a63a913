/**
 * Loads `oidc-provider` in silence.
 *
 * The library complains on the console, when it is loaded, of every Node before 22, on which all that is used of it
 * here works; whoever runs a demonstration can do nothing about it.
 */
export async function loadLibrary(): Promise<typeof import('oidc-provider')> {
  const { warn } = console
  console.warn = (...message: unknown[]) => {
    if (!String(message[0]).includes('Unsupported runtime')) warn(...message)
  }
  try {
    return await import('oidc-provider')
  } finally {
    console.warn = warn
  }
}
