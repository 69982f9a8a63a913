import { expect, test } from 'vitest'
import { startExchange } from '../../../../examples/switch-company/exchange.ts'
import { createBrowser } from '../../src/index.ts'

const COMPANY = '测试建设工程有限公司（经办人 测试己）'

test('a company’s agent signs in, switches to the company, loses the mandate and is out', async () => {
  const { portal, withdraw, close } = await startExchange()
  const browser = createBrowser()
  const cookie = () => [...browser.cookies('127.0.0.1')].find(([name]) => name.endsWith('-session'))?.[1]

  await browser.open(portal)
  expect((await browser.press('agent-4')).html).toContain('当前身份：测试己')
  const asThemself = cookie()

  const choice = await browser.open(`${portal}/tenders`)
  expect(new URL(choice.url).pathname).toBe('/switch')
  const inItsName = await browser.press('builders')
  expect(new URL(inItsName.url).pathname).toBe('/tenders')
  expect(inItsName.html).toContain(`投标人：${COMPANY}`)
  expect(cookie()).not.toBe(asThemself)
  expect((await browser.press('tender')).html).toContain(`${COMPANY}的投标已收到`)

  await browser.open(`${portal}/tenders`)
  withdraw('builders')
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  const refused = await browser.press('tender')
  expect(refused.status).toBe(403)
  expect(refused.html).toContain('ERR_SSO_MANDATE_WITHDRAWN')
  expect(refused.html).not.toContain('已收到')
  expect((await browser.open(portal)).html).toContain('当前身份：测试己')

  const left = await browser.open(`${portal}/switch?returnTo=/`)
  expect(left.html).toContain('测试食品有限公司')
  expect(left.html).not.toContain('测试建设工程有限公司')
  await close()
})

test('an agent whose mandate was withdrawn before is not let into the company', async () => {
  const { portal, withdraw, close } = await startExchange()
  const browser = createBrowser()
  await browser.open(portal)
  await browser.press('agent-4')
  await browser.open(`${portal}/tenders`)
  withdraw('builders')
  const refused = await browser.press('builders')
  expect(refused.status).toBe(403)
  expect(refused.html).toContain('ERR_SSO_MANDATE_WITHDRAWN')
  expect((await browser.open(portal)).html).toContain('当前身份：测试己')
  await close()
})
