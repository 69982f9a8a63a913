// The whole page. It sees no token: it asks at its own site, and the back end calls the interface.
const show = (id) => document.getElementById(id)

/** Goes to sign in, and comes back here. */
const signIn = (level) => location.assign(`/login?returnTo=/${level ? `&level=${level}` : ''}`)

/** Calls the interface by way of the back end, with the header that no other site can send. */
async function call(path, options = {}) {
  const answer = await fetch(`/api${path}`, { ...options, headers: { 'x-xinyin-csrf': '1' } })
  const said = await answer.json()
  if (answer.ok) return said
  if (said.error === 'login_required') signIn()
  if (said.error === 'insufficient_user_authentication') signIn(4)
  throw new Error(said.error_description)
}

function list(cases) {
  show('cases').replaceChildren(
    ...cases.map((name) => Object.assign(document.createElement('li'), { textContent: name })),
  )
}

const session = await fetch('/session')
if (session.status === 401) signIn()
else {
  const { user } = await session.json()
  show('who').textContent = `${user.subject.name}，${user.level} 级实名`
  for (const id of ['add', 'close', 'out']) show(id).hidden = false
  show('add').onclick = async () => list(await call('/cases', { method: 'POST' }))
  show('close').onclick = async () => list(await call('/cases', { method: 'DELETE' }))
  list(await call('/cases'))
}
