"""Makes the bundled fonts from Debian's fonts-inter and fonts-jetbrains-mono (needs fontTools).

JavaFX has no switch for OpenType features and knows weights only as families of their own. So Inter's
tabular digits are mapped in as the digits, and each weight gets a family name; a name of our own, because
the files are modified and must not hide behind a font that is installed.
"""

import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

INTER = pathlib.Path("/usr/share/fonts/opentype/inter")
MONO = pathlib.Path("/usr/share/fonts/truetype/jetbrains-mono")
SOURCES = [
    (INTER / "Inter-Regular.otf", "sans-regular.otf", "Jenkin Sans"),
    (INTER / "Inter-Medium.otf", "sans-medium.otf", "Jenkin Sans Medium"),
    (INTER / "Inter-SemiBold.otf", "sans-semibold.otf", "Jenkin Sans Semibold"),
    (MONO / "JetBrainsMono-Regular.ttf", "mono-regular.ttf", "Jenkin Mono"),
    (MONO / "JetBrainsMono-Bold.ttf", "mono-bold.ttf", "Jenkin Mono Bold"),
]
# Latin, Greek, Cyrillic, punctuation, arrows, mathematics, box drawing, blocks, shapes, dingbats.
UNICODES = [*range(0x20, 0x530), *range(0x1E00, 0x2000), *range(0x2000, 0x2C00), 0xFFFD]


def tabular_digits(font):
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    mapping = {}
    for index in lookups:
        for subtable in table.LookupList.Lookup[index].SubTable:
            subtable = getattr(subtable, "ExtSubTable", subtable)
            mapping.update(getattr(subtable, "mapping", {}))
    for cmap in font["cmap"].tables:
        for code, glyph in cmap.cmap.items():
            if chr(code) in "0123456789:.,-+%" and glyph in mapping and chr(code).isdigit():
                cmap.cmap[code] = mapping[glyph]


def rename(font, family):
    names = font["name"]
    for name_id in (16, 17, 21, 22, 25):
        names.removeNames(nameID=name_id)
    for name_id, text in ((1, family), (2, "Regular"), (4, family), (6, family.replace(" ", "")), (3, family)):
        names.removeNames(nameID=name_id)
        names.setName(text, name_id, 3, 1, 0x409)
        names.setName(text, name_id, 1, 0, 0)
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0b100001) | 0b1000000
    font["head"].macStyle = 0


def main(target):
    for source, file_name, family in SOURCES:
        font = TTFont(source)
        if source.parent == INTER:
            tabular_digits(font)
        options = subset.Options()
        options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
        options.name_IDs = ["*"]
        options.hinting = True
        options.notdef_outline = True
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=UNICODES)
        subsetter.subset(font)
        rename(font, family)
        font.save(pathlib.Path(target) / file_name)


main(sys.argv[1])
