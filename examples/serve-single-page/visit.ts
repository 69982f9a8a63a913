// Clicks through the page with Chromium, and looks for tokens in it. On Debian: apt-get install chromium fonts-noto-cjk
import { visit } from '@xinyin/testkit/chromium'
import { startTown } from './town.ts'

const { portal, close } = await startTown()
const TOKEN = /eyJ[\w-]+\.[\w-]+\./

await visit('serve-single-page', async ({ page, context, see }) => {
  const texts: string[] = []
  page.on('response', async (response) => {
    if (response.url().startsWith(portal)) texts.push(await response.text().catch(() => ''))
  })

  await page.goto(portal)
  await page.getByText('测试甲').click()
  await see('the page knows who is signed in', '测试甲，3 级实名')
  await page.getByRole('button', { name: '新办一件' }).click()
  await see('and calls the interface by way of its back end', '办件 1')

  const stored = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  )
  if (texts.length < 5 || TOKEN.test(texts.join() + stored)) throw new Error('the page got hold of a token')
  console.log('✓ no answer, cookie or storage that its scripts can read holds a token')

  const other = await context.newPage()
  const url = `${portal}/api/cases`
  const [answer] = await Promise.all([
    other.waitForResponse(url),
    other.evaluate((address) => fetch(address, { credentials: 'include', mode: 'no-cors' }), url),
  ])
  if (answer.status() !== 403) throw new Error(`a page of another origin got ${answer.status()}`)
  console.log('✓ a page of another origin is refused')

  await page.getByRole('button', { name: '结清全部' }).click()
  await see('the interface wants a stronger sign-in, and the page asks for it', '登录“我的办件”')
  await page.getByText('测试乙').click()
  await see('which makes a new session', '测试乙，4 级实名')

  await page.getByRole('button', { name: '退出' }).click()
  await page.getByRole('button', { name: '全部退出' }).click()
  await see('signed out: the page goes to sign in', '登录“我的办件”')
})

await close()
