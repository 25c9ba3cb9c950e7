// Written by the build's tools from the fonts (npx vitest run test/tools/text-widths.test.ts -u).
// Widths are in thousandths of an em, two figures of base 36 each, in the order of the characters.

/** Characters whose width depends on the style. */
export const OWN =
  " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~ ¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿ÆÐ×ØÞßæð÷øþΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩᵀ  ‐‑‒–—―‖‘’‚‛“”„†‡•‣‥… ′″‵‹›‼‽‿⁄⁰ⁱ⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ℓ←↑→↓↔↕↖↗↘↙⇒∀∂∃∆∏∑−∕∙√∞∟∩∫∶∷≈≡≤≥▲▸▼▾✓⟨⟩";

export const WIDTHS = {
  "serif-400":
    "6l81aleleepwk852a2a2cqeu8e8w8e9hepepepepepepepepepep8e8eeueueubin6jsi5iekjhqh0k3mmagaljqh6pzlckih9kij6f4hkl2jprxioijga9b9h9beueab4f1h7egh2eta9fhht958fgi95qjhvg3hagpcocx9zhgg3n8ftgadm9z829zeu6l81eeefdxee82dqb4l0agf0eucsb49keua7a7b4h5gn8eb4a7b4f0p2pwp2biqkkjeukihchimzfpeug3gvjsi5fuh6hqgammkiagjqjspzlch5kilsh9fthkijkxiombkt9w3h168w8nepeammmmav6969696xc8c8c8e8e88h8ggsmy3h6xbz6x8f8ffgc0fn4qa74ma7a7a7a7a7a7a7a7a76l6la9a7a7a7a7a7a7a7a7a7a7a7a7a76l6ldkiwiwiwiwh7h7iwiwiwiwh7f4fhenh6lzfreu4q8efjm3dtdt9z6xf0eudteueugl8ggl8ggr8f8f",
  "serif-600":
    "6c8qbrf4eyqdkj5qaoaocqf88j9b8ja4f7f7f7f7f7f7f7f7f7f78j8jf8f8f8byo3jsikifkohmgyk5mharayk6h4pul1kmhpkmjnfki2l1jmsciuijgg9wa49wf8eob4fehienhbf0aefxi29c8ph39dqpi4gehkh1d7d7a8hsg5nmg9ggdta58da5f86c8qeyezegey8deab4kuapfwf8cxb49kf8acacb4heha8jb4acbdfwpiqdpibyq7kof8kmhqi8n3g1f8gehajsikg1hhhmggmhkpark6jspul1h1kmlxhpfyi2ijlwiungl4a63h169b8yf7eon0n0br6k6k6k7ncscrcreheh8w91h1np3h70ci7n9393gqcofz4qac4xacacacacacacacacac7171agacacacacacacacacacacacacac7171eiiwiwiwiwh6h6iwiwiwiwh6fig4eyhhm2fyf84q8jftm1e9e9a77nfxf8e9f8f8gz91gz91ha9090",
  italic:
    "6b8hcofxekpsjh77apapdceu8c8q8c9fexexexexexexexexexex8c8ceueueucrogizhah2jjgsfwillga5a1j4g8pzkqiqfviqhye1gfk5i4phijghfl9l979leue8b4feekc2fhca91e7g48w7ndt8ao5gkemf3egbuan9ugle7llfoebdpau7yaueu6b8hekeke7ek7ycxb4m6b1g0eud5b494eua7a7b4fygl8cb4a7ahg0owpsowcrpcjjeuiqfsf7jzeeeuemevizhaeyh2gsfllgiqa5j4izpzkqh1iqlbfvgdgfghjwijkpjs9w3h168q8nexe8mkmkav7l7l7l6xdhdhdhe3e3888ggoms3h6xcm6x9q9qgjc0fn50a74ma7a7a7a7a7a7a7a7a76l6la9a7a7a7a7a7a7a7a7a7a7a7a7a76l6lcnicicicich7h7icicicich7f4etenh2m5g6eu508cfhm9dtdtau6xf0eudteueugl8ggl8ggr8f8f",
  "sans-400":
    "5k81budtdtmwgx6x8f8fbmdt6x8n6x9qdtdtdtdtdtdtdtdtdtdt6x6xdtdtdtbtnjf3gcfvh3endqh5i47bdbg3dik7hzigfqigfteuewhxeblue9d8ez8f9q8fdtdwf2e0fdcoffds84e0f46u6vdr73n1f7f2ffff9nbn9ef4czjzceczbt8f6p8fdt5k81dtdtdtdt6pdtf2ko9lbxdtbrf297dta7a7f2fmfk6xf2a7a5bxlpmgm4btmuhrdtigg7g0lmf4dtf2ffjsi5fuh6hqgammkiagjqjspzlch5kilsh9fthkijkxiombkt9w2s0k8n8ndtdcm8m8av6x6x6x6xbububucmcm8g8gewqc3c6xbu6x7j7jf9c0fn2ea74ma7a7a7a7a7a7a7a7a76l6la9a7a7a7a7a7a7a7a7a7a7a7a7a76l6lbdh7h7h7h7h7h7h7h7h7h7h7f4eoengcipe0dt2edtfhlqdtdt9v6xf0dtdtdtdtgo8ggo8gh08f8f",
  "sans-600":
    "5k8rdee9e9ndhr7n9090c6e97n8y7n9ke9e9e9e9e9e9e9e9e9e97n7ne9e9e9ccobfiglg0hdeye6hgif7udqgldykpi9iqg6iqggf5f6i7ewm8f1dxf0909k90e9dwf9ecfncufoe38tegfi7a7bei7jnffkf9fofoadbza1fgdrksdddrcb907390e95k8re9e9e9e973e9f9kr9scne9cbf99oe9acacf9g2gn7nf9aca9cnm3mzmfccn6i3e9iqgogslofce9f9fojsikg1hhhmggmhkpark6jspul1h1kmlxhpfyi2ijlwiungl4a62s0k8y8ye9dcm8m8br7n7n7n7ndedededede9191ewqs3c7nde7n7u7ug6cofz2jac4xacacacacacacacacac7171agacacacacacacacacacacacacac7171c8h6h6h6h6h6h6h6h6h6h6h6fifdeyh2j8ege92je9fxm6e9e9ag7nfxe9e9e9e9go91go91hi9090",
};

/** Characters that one face draws in every style. */
export const SHARED =
  "αβγδεζηθικλμνξοπρςστυφχψωᵞᵢ‗‴‶‷‸‾⁀⁃ₐₑₒₓₔₕₖₗₘₙₚₛₜ↦↺⇔∁∅∇∈∊∋∍∎∐∓∔∖∗∘∛∜∝∠∡∢∣∥∧∨∪∬∮∯∱∲∳∴∵∸∹∺∻∼∽∾∿≀≂≃≅≆≊≋≌≍≎≏≐≑≒≓≔≕≖≗≘≙≚≛≜≝≞≟≣≦≧≨≩≪≫≬≲≳≶≷≺≻≼≽≾≿⊂⊃⊆⊇⊊⊋⊌⊍⊎⊏⊐⊑⊒⊓⊔⊕⊖⊗⊘⊙⊚⊛⊜⊝⊞⊟⊠⊡⊢⊣⊤⊥⊦⊧⊨⊩⊪⊫⊰⊱⊲⊳⊴⊵⊶⊷⊸⊹⊺⊻⊼⊽⊾⊿⋀⋁⋂⋃⋄⋅⋆⋇⋈⋉⋊⋋⋌⋍⋎⋏⋐⋑⋒⋓⋔⋕⋖⋗⋘⋙⋚⋛⋜⋝⋞⋟⋤⋥⋦⋧⋨⋩⋮⋯⋰⋱⋲⋳⋴⋵⋶⋷⋸⋹⋺⋻⋼⋽⋾⋿○●◑★☆";

export const SHARED_WIDTHS =
  "gdfoe2e3c0ajfeeh89epepfye2btedhnf2btfscnemj0e8j8jz9j5sdwg8c8gqb3dwnr8ya69oafag9obhak5mh2bnb3856ds4wzz2bznag5jffgjffgfiphfwfwb7coamivivf0i4i4fw4ta0jujuj0wnn8wnn8n8n8fvfwfwh5fwfwfwfwjcij6rfwfwfwfwfwfwfwfwfwfwfwfwfwfwj2j2fwfwfwfwfwfwfwfwfwfwfwfwfwfwfwn5n59ofwfwfwfwf2f2f2f2fwfwjfjfjfjfjfjfhwhwhwfwfwfwfwhwhwn8n8n8n8n8n8n8n8n8l0l0l0l0l0l0l0l0cxd1l0n8nhn8frfrfwfwfwfwpepem4fwfgfwfwfwi4jjpkpklelegd66d6fwkekekekgkgfwkakajfjfj0j0iyfwesesvzvzfwfwfwfwf2f2fwfwfwfwfwfw66n2n8n8mojffgjfjffgjfjfmojffgjffgj5gogonam8m8";
