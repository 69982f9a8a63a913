import type { Language } from '@xinyin/core'
import type { Trouble } from './trouble.ts'

/** The ways out that a page offers, the first one before others. */
export type WayOut = 'sign-in' | 'sign-out' | 'other-account' | 'home'

export interface TroubleWords {
  readonly title: string
  /** What it means to the person. */
  readonly lead: string
  /** What to do next, step by step. */
  readonly advice: readonly string[]
}

/** What people are told, by trouble. */
export const WORDS: Readonly<Record<Language, Readonly<Record<Trouble, TroubleWords>>>> = {
  'zh-CN': {
    restart: {
      title: '登录已中断，请重新开始',
      lead: '这次登录不是在当前浏览器中开始的，或者已经过期、已经用过。您的账号没有问题。',
      advice: [
        '请点击“重新登录”，在这个浏览器里从头开始。',
        '如果是从微信、支付宝等 App 跳转过来的，请回到最初打开本站的那个 App 或浏览器里登录。',
        '仍然不行时，请在浏览器设置里允许本站使用 Cookie。',
      ],
    },
    'signed-out': {
      title: '您的登录已结束',
      lead: '页面停留时间过长，或者您已在别处退出。刚才提交的内容没有被接收。',
      advice: ['请重新登录，再填写并提交一次。'],
    },
    declined: {
      title: '认证平台没有完成登录',
      lead: '您取消了登录，或者认证平台没能确认您的身份。本站没有收到您的任何信息。',
      advice: ['想继续办理，请重新登录。', '忘记密码或账号被锁定时，请在认证平台找回。'],
    },
    'provider-out': {
      title: '暂时无法登录',
      lead: '本站现在联系不上统一身份认证平台。这不是您的操作有误，您的账号没有问题。',
      advice: ['请过几分钟再试。', '已经登录的页面可以继续使用。'],
    },
    'portal-out': {
      title: '本站登录服务出现故障',
      lead: '问题出在本站，不是您的操作有误。',
      advice: ['请过几分钟再试。', '一直不行时，请把下面的代码告诉本站客服。'],
    },
    unproven: {
      title: '为了安全，登录已停止',
      lead: '认证平台返回的信息没有通过核对。为保护您的账号，本站没有登录。',
      advice: [
        '请重新登录一次。',
        '再次出现时，请不要继续尝试，把下面的代码告诉本站客服。',
        '请不要在别人发来的链接里输入密码。',
      ],
    },
    level: {
      title: '需要更高的实名等级',
      lead: '您的身份已经确认，但办理本事项需要更高的实名等级。',
      advice: ['请重新登录，并按认证平台的提示完成更高等级的认证，例如人脸识别。'],
    },
    'other-subject': {
      title: '请换一个身份办理',
      lead: '您已登录，但本事项不能以当前身份办理。',
      advice: ['请退出后，换用合适的账号登录。'],
    },
    'of-age': {
      title: '本事项须由成年人办理',
      lead: '您已登录，但未成年人不能自行办理本事项。',
      advice: ['请监护人用本人的账号登录后办理。'],
    },
    mandate: {
      title: '授权不可用',
      lead: '您现在不能以该名义办理。您本人的账号不受影响。',
      advice: [
        '为企业办理的，请联系企业的法定代表人或管理员，在认证平台为您授权；为被监护人办理的，请在认证平台核对监护关系。',
        '授权生效后，请重新登录。',
      ],
    },
    identity: {
      title: '身份信息不完整',
      lead: '认证平台提供的身份信息缺失或有误，本站不能据此为您登录。',
      advice: [
        '请在认证平台核对、更正您的信息，然后重新登录。',
        '一直不行时，请把下面的代码告诉认证平台客服。',
      ],
    },
    address: {
      title: '这个链接无法使用',
      lead: '您打开的地址不完整，或者已经失效。',
      advice: ['请从本站首页重新进入。'],
    },
    'other-site': {
      title: '请求没有被处理',
      lead: '这个请求不是从本站的页面发出的。为防止他人替您操作，本站没有处理。',
      advice: ['请在本站的页面上再操作一次。'],
    },
    'sign-out': {
      title: '退出尚未完成',
      lead: '您可能仍处于登录状态。',
      advice: ['请再次点击“退出登录”。', '在公共电脑上，请随后关闭所有浏览器窗口。'],
    },
  },
  en: {
    restart: {
      title: 'Please start signing in again',
      lead: 'This sign-in was not started in this browser, or its time is over, or it has been used. Nothing is wrong with your account.',
      advice: [
        'Choose “Sign in again”, and sign in from the beginning in this browser.',
        'If another app sent you here, go back to the app or browser in which you first opened this site.',
        'If it still fails, allow this site to use cookies in the settings of your browser.',
      ],
    },
    'signed-out': {
      title: 'You are no longer signed in',
      lead: 'The page was open for too long, or you signed out elsewhere. What you have just sent was not taken.',
      advice: ['Please sign in, then fill in the form and send it again.'],
    },
    declined: {
      title: 'The sign-in was not finished',
      lead: 'You cancelled it, or the identity provider could not confirm who you are. This site has learnt nothing about you.',
      advice: [
        'To go on, please sign in again.',
        'If your password is lost or your account is locked, the identity provider can help.',
      ],
    },
    'provider-out': {
      title: 'Signing in is not possible right now',
      lead: 'This site cannot reach the identity provider. You did nothing wrong, and your account is in order.',
      advice: ['Please try again in a few minutes.', 'Where you are signed in already, you can go on.'],
    },
    'portal-out': {
      title: 'The sign-on of this site has a fault',
      lead: 'The fault is on our side. You did nothing wrong.',
      advice: [
        'Please try again in a few minutes.',
        'If it stays like this, tell our service desk the code below.',
      ],
    },
    unproven: {
      title: 'The sign-in was stopped to protect you',
      lead: 'What came back did not pass our checks, so that you have not been signed in.',
      advice: [
        'Please sign in once more.',
        'If this page comes again, do not go on; tell our service desk the code below.',
        'Never enter your password on a page that somebody sent you a link to.',
      ],
    },
    level: {
      title: 'A higher assurance level is needed',
      lead: 'We know who you are, but this service needs a stronger proof of it.',
      advice: ['Please sign in again and follow the identity provider’s steps, such as face recognition.'],
    },
    'other-subject': {
      title: 'Please use another account',
      lead: 'You are signed in, but this service is not for who you are signed in as.',
      advice: ['Please sign out, and sign in with an account that is right for it.'],
    },
    'of-age': {
      title: 'This service is for adults',
      lead: 'You are signed in, but minors cannot do this by themselves.',
      advice: ['Please let a guardian sign in with their own account.'],
    },
    mandate: {
      title: 'You cannot act in this name now',
      lead: 'Your own account is not affected.',
      advice: [
        'For a company, ask its legal representative or an administrator to give you a mandate at the identity provider. For a ward, see at the identity provider whether you are on record as guardian.',
        'Sign in again once it is in force.',
      ],
    },
    identity: {
      title: 'Your details are not complete',
      lead: 'Something about you is missing or wrong in what the identity provider says, so that we cannot sign you in.',
      advice: [
        'Please check your details at the identity provider, then sign in again.',
        'If it stays like this, tell the provider’s service desk the code below.',
      ],
    },
    address: {
      title: 'This link does not work',
      lead: 'The address is not complete, or is no longer in use.',
      advice: ['Please start from the home page of this site.'],
    },
    'other-site': {
      title: 'Nothing was done',
      lead: 'This request did not come from a page of this site. So that nobody can act in your place, it was left alone.',
      advice: ['Please try again from a page of this site.'],
    },
    'sign-out': {
      title: 'You may not be signed out yet',
      lead: 'Signing out did not come to its end.',
      advice: [
        'Please choose “Sign out” once more.',
        'On a shared computer, then close all windows of the browser.',
      ],
    },
  },
}

/** The ways out of each trouble. */
export const WAYS_OUT: Readonly<Record<Trouble, readonly WayOut[]>> = {
  restart: ['sign-in', 'home'],
  'signed-out': ['sign-in', 'home'],
  declined: ['sign-in', 'home'],
  'provider-out': ['sign-in', 'home'],
  'portal-out': ['sign-in', 'home'],
  unproven: ['sign-in', 'home'],
  level: ['sign-in', 'home'],
  'other-subject': ['other-account', 'home'],
  'of-age': ['other-account', 'home'],
  mandate: ['home', 'sign-in'],
  identity: ['sign-in', 'home'],
  address: ['home', 'sign-in'],
  'other-site': ['home'],
  'sign-out': ['sign-out', 'home'],
}

export const WAY_OUT_LABELS: Readonly<Record<Language, Readonly<Record<WayOut, string>>>> = {
  'zh-CN': {
    'sign-in': '重新登录',
    'sign-out': '退出登录',
    'other-account': '退出并换账号登录',
    home: '返回首页',
  },
  en: {
    'sign-in': 'Sign in again',
    'sign-out': 'Sign out',
    'other-account': 'Sign out to use another account',
    home: 'Home page',
  },
}

/** What the facts of sentences are called by people. */
export const FACT_WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  'zh-CN': {
    'natural-person': '个人',
    'legal-person': '企业',
    'civil-servant': '公职人员',
    ward: '被监护人',
  },
  en: {
    'natural-person': 'person',
    'legal-person': 'company',
    'civil-servant': 'civil servant',
    ward: 'ward',
  },
}
