import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, exportPKCS8, exportSPKI, generateKeyPair } from 'jose'
import { type Program, succeed } from '../program.ts'
import { freePort, until } from './port.ts'
import { confirmSignOut, type Portal, type PortalSetting } from './portal.ts'
import { LEVELS } from './provider.ts'

/** Apache with a relying party in C, made by others. */
export const APACHE: Program = {
  name: 'mod_auth_openidc',
  command: 'dpkg-query',
  probe: ['-W', 'apache2-bin', 'libapache2-mod-auth-openidc'],
  debian: 'apache2-bin libapache2-mod-auth-openidc',
}

const BINARY = '/usr/sbin/apache2'
const MODULES = ['mpm_event', 'authz_core', 'authz_user', 'authn_core', 'mime', 'include', 'auth_openidc']
const KEY = 'apache'
const [LOW = '', HIGH = ''] = Object.keys(LEVELS)

/** What its pages say is what the module tells the application behind it. */
const PAGE = `<!doctype html><p>sub=<!--#echo var="OIDC_CLAIM_sub" --> level=<!--#echo var="OIDC_CLAIM_acr" --> at=<!--#echo var="REQUEST_URI" --></p>`

/** Apache does not run as one who may do everything: for root, it runs as the user that its package is for. */
async function owner(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {}
  const id = async (flag: string) => Number((await succeed('id', [flag, 'www-data'])).text.trim())
  return { uid: await id('-u'), gid: await id('-g') }
}

function settingsText(folder: string, port: number, { host, clientId, provider }: PortalSetting): string {
  const origin = `http://${host}:${port}`
  const load = MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  return `${load.join('\n')}
ServerRoot ${folder}
ServerName ${host}
Listen ${host}:${port}
PidFile ${folder}/pid
Mutex file:${folder}
ErrorLog ${folder}/error.log
LogLevel warn
ServerLimit 1
StartServers 1
MaxRequestWorkers 8
ThreadsPerChild 8
DocumentRoot ${folder}/pages
TypesConfig /etc/mime.types
AddType text/html .html
AddOutputFilter INCLUDES .html
OIDCProviderMetadataURL ${provider.issuer}/.well-known/openid-configuration
OIDCClientID ${clientId}
OIDCPrivateKeyFiles "sig:${KEY}#${folder}/private.pem"
OIDCPublicKeyFiles "sig:${KEY}#${folder}/public.pem"
OIDCProviderTokenEndpointAuth private_key_jwt
OIDCRedirectURI ${origin}/oidc/callback
OIDCCryptoPassphrase ${randomBytes(24).toString('hex')}
OIDCPKCEMethod S256
OIDCScope "openid profile"
OIDCPathAuthRequestParams acr_values=${encodeURIComponent(`${LOW} ${HIGH}`)}
OIDCPassClaimsAs environment
OIDCSessionInactivityTimeout 600
<Directory ${folder}/pages>
  Options +Includes
  Require all granted
</Directory>
<Location /page.html>
  AuthType openid-connect
  Require valid-user
</Location>
<Location /counter.html>
  AuthType openid-connect
  Require claim acr:${HIGH}
  OIDCUnAutzAction auth
  OIDCPathAuthRequestParams acr_values=${encodeURIComponent(HIGH)}
</Location>
<Location /oidc/callback>
  AuthType openid-connect
  Require valid-user
</Location>
`
}

async function writeFiles(folder: string, port: number, setting: PortalSetting): Promise<object> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  await mkdir(join(folder, 'pages'))
  const files = {
    'private.pem': await exportPKCS8(privateKey),
    'public.pem': await exportSPKI(publicKey),
    'apache.conf': settingsText(folder, port, setting),
    'pages/page.html': PAGE,
    'pages/counter.html': PAGE,
    'pages/index.html': "<!doctype html><p>the portal's own page</p>",
  }
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  return { ...(await exportJWK(publicKey)), kid: KEY, alg: 'RS256', use: 'sig' }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

/** A portal by Apache and mod_auth_openidc, on an address of this machine alone. */
export async function startApache(setting: PortalSetting): Promise<Portal> {
  const { clientId, host, provider, logoutChannel = 'back' } = setting
  const user = await owner()
  const folder = await mkdtemp(join(tmpdir(), 'xinyin-apache-'))
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid)
  const port = await freePort()
  const origin = `http://${host}:${port}`
  const callback = `${origin}/oidc/callback`
  const jwk = await writeFiles(folder, port, setting)
  await provider.register({
    client_id: clientId,
    redirect_uris: [callback],
    post_logout_redirect_uris: [`${origin}/index.html`],
    jwks: { keys: [jwk] },
    token_endpoint_auth_signing_alg: 'RS256',
    ...(logoutChannel === 'back'
      ? {
          backchannel_logout_uri: `${callback}?logout=backchannel`,
          backchannel_logout_session_required: true,
        }
      : { frontchannel_logout_uri: `${callback}?logout=get`, frontchannel_logout_session_required: true }),
  })
  const child = spawn(BINARY, ['-f', join(folder, 'apache.conf'), '-D', 'FOREGROUND'], {
    ...user,
    stdio: 'ignore',
    cwd: folder,
    env: { LC_ALL: 'C.UTF-8' },
  })
  const close = async () => {
    await stop(child)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await until('Apache answers', async () => (await fetch(`${origin}/index.html`)).ok)
  } catch (error) {
    const log = await readFile(join(folder, 'error.log'), 'utf8').catch(() => 'it wrote no log')
    await close()
    throw new Error(`${error instanceof Error ? error.message : error}: ${log.slice(-600)}`)
  }
  const page = `${origin}/page.html`
  return {
    origin,
    page,
    counter: `${origin}/counter.html`,
    callback,
    async signOut(visitor) {
      await visitor.open(`${callback}?logout=${encodeURIComponent(`${origin}/index.html`)}`)
      await confirmSignOut(visitor)
    },
    close,
  }
}
