/** The look of our pages: no script, no font and no picture from anywhere. */
export const STYLE = [
  '*{box-sizing:border-box}',
  'body{margin:0;background:#f3f5f8;color:#1d2733;font:1rem/1.7 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}',
  'main{max-width:36rem;margin:10vh auto 2rem;padding:2.25rem 2.5rem 1.75rem;background:#fff;border:1px solid #dde2e9;border-top:4px solid #a61b29;border-radius:6px}',
  'h1{margin:0 0 .75rem;font-size:1.5rem;line-height:1.35;font-weight:600;text-wrap:balance}',
  'p{margin:0 0 1rem}',
  'ul{margin:0 0 1.5rem;padding-left:1.3rem}li{margin:.25rem 0}',
  '.ways{display:flex;flex-wrap:wrap;gap:.75rem;margin:0 0 1.5rem}.ways form{margin:0}',
  '.ways a,.ways button,.choices a,.choices button{display:block;font:inherit;line-height:1.5;padding:.6rem 1.4rem;border:1px solid #1a4f8b;border-radius:4px;background:#fff;color:#1a4f8b;text-decoration:none;text-align:center;cursor:pointer}',
  '.ways>:first-child:is(a),.ways>:first-child button{background:#1a4f8b;color:#fff}',
  '.choices{list-style:none;margin:0 0 1rem;padding:0}.choices li{margin:0 0 .75rem}',
  '.choices a,.choices button{width:100%;padding:.9rem 1.2rem;border-color:#c6ced9;color:#1d2733;text-align:left}.choices small{float:right;color:#1a4f8b}',
  'a:hover,button:hover{border-color:#0d2f57}',
  'a:focus-visible,button:focus-visible{outline:3px solid #f2b705;outline-offset:2px}',
  'footer{border-top:1px solid #e6eaf0;padding-top:1rem;color:#5b6776;font-size:.875rem;line-height:1.6}',
  'code{font-size:.8125rem;overflow-wrap:anywhere}',
  '@media(max-width:34rem){body{background:#fff}main{margin:0;padding:1.75rem 1.25rem;border:0;border-top:4px solid #a61b29;border-radius:0}.ways{flex-direction:column}.ways a,.ways button{width:100%;padding:.75rem 1rem}}',
].join('')

/** SHA-256 of the above, by which the content security policy knows it; a test holds them together. */
export const STYLE_HASH = 'sha256-kp5N6T74pivKAFb7Gy3D2xEijyUiZL8zq/F3wLH6fJs='
