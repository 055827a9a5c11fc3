"""The HTML reports: pages of one file each that need no network, put together by `page.render`.

`templates/base.html.jinja` is the frame of each page and says which blocks and classes there are;
`templates/parts.html.jinja` has what several pages show (a quote in its sentence, a bar); `assets/` has the style and
the scripts, which are written into the page itself.
"""
