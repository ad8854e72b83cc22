"""How a check looks as a page; apart, so that a stylesheet needs nothing of the check itself."""

from __future__ import annotations

STYLE = """
.beside{display:grid;grid-template-columns:minmax(0,62ch) minmax(0,1fr);gap:0 32px}
.beside{border-top:1px solid var(--line);padding:8px 0}
.beside>p{font-family:var(--serif);margin:0;white-space:pre-line;overflow-wrap:anywhere}
.beside .where{color:var(--soft);font:13px/1.5 var(--sans);display:block}
.beside ol{list-style:none;margin:0;padding:0;font-size:14px;line-height:1.45}
.beside li{margin:0 0 8px;max-width:none}
.beside li b{font-weight:600}
.beside mark{background:none;color:inherit;border-bottom:2px solid var(--line)}
.beside mark.mend{border-bottom:2px solid var(--act);background:#f7ece2}
.beside mark.look{border-bottom:2px dotted var(--ink)}
.beside sup{font:11px/1 var(--sans);color:var(--soft)}
.mend b{color:var(--act)}
.read{color:var(--soft);font-size:13px;display:block;overflow-wrap:anywhere}
#record{break-before:page}
@media (max-width:760px){.beside{grid-template-columns:1fr}}
@media print{.beside{grid-template-columns:56% 1fr;gap:0 14pt;font-size:9.5pt;break-inside:auto}
.beside ol{font-size:8.5pt}.read{font-size:7.5pt}}
"""
