#!/bin/bash
# Fuzz/build.sh FOLDER: builds one libFuzzer program for each file of Fuzz/Targets into FOLDER, with the address sanitizer.
# Not SwiftPM's business: libFuzzer brings its own main, which an executable target has no room for.
set -e
cd "$(dirname "$0")/.."
out=$(mkdir -p "$1" && cd "$1" && pwd)
sanitize="-sanitize=fuzzer,address"
json=Sources/CSimdJSON

mkdir -p "$out/modules/CSimdJSON"
printf 'module CSimdJSON { header "%s/%s/include/CSimdJSON.h" export * }\n' "$PWD" "$json" \
    > "$out/modules/CSimdJSON/module.modulemap"
clang++ -std=c++17 -g -O1 -fsanitize=address -I $json/include -c $json/CSimdJSON.cpp -o "$out/CSimdJSON.o"

# module NAME: one of captop's targets, with the coverage that libFuzzer steers by and with what is internal to be seen.
module() {
    swiftc $sanitize -O -g -swift-version 6 -wmo -parse-as-library -enable-testing -emit-object -emit-module \
        -module-name "$1" -emit-module-path "$out/modules/$1.swiftmodule" -I "$out/modules/CSimdJSON" -I Sources/CNcursesw \
        $(find "Sources/$1" -name '*.swift') -o "$out/$1.o"
}
module Models
module TUIKitLite

# The library that reads the configuration's text, with the C++ one below it.
toml=.build/checkouts/TOMLKit/Sources
test -d $toml || swift package resolve
for part in $toml/CTOML/Sources/*.cpp; do
    clang++ -std=c++17 -g -O1 -w -fsanitize=fuzzer-no-link,address -DTOML_EXCEPTIONS=1 -I $toml/CTOML/include -c "$part" \
        -o "$out/toml-$(basename "$part" .cpp | tr -cd '[:alnum:]').o"
done
find $toml/TOMLKit -name '*.swift' -print0 | xargs -0 swiftc -O -g -wmo -parse-as-library -suppress-warnings -emit-object \
    -emit-module -module-name TOMLKit -emit-module-path "$out/modules/TOMLKit.swiftmodule" -I $toml/CTOML/include \
    -o "$out/TOMLKit.o"

# What needs the whole program says so by a line `// with the program`: captop as it is built for tests, its own code anew
# with coverage, all without the address sanitizer.
swift build --product captop
debug=.build/debug
modules="-I $debug/Modules $(ls Sources/*/module.modulemap $debug/*.build/module.modulemap \
    .build/checkouts/*/Sources/*/module.modulemap .build/checkouts/*/Sources/*/include/module.modulemap \
    | grep -v -e -tool.build | sed 's/^/-Xcc -fmodule-map-file=/')"
program=$(mkdir -p "$out/program" && cd "$out/program" && pwd)
swiftc -sanitize=fuzzer -Onone -gline-tables-only -swift-version 6 -wmo -parse-as-library -enable-testing -emit-object \
    -emit-module -module-name CapTop -Xfrontend -entry-point-function-name -Xfrontend CapTop_main \
    -emit-module-path "$program/CapTop.swiftmodule" $modules $(find Sources/CapTop -name '*.swift') -o "$program/CapTop.o"
grep -v '/CapTop\.build/' $debug/captop.product/Objects.LinkFileList > "$program/objects"

# with_program TARGET NAME
with_program() {
    swiftc -sanitize=fuzzer -g -swift-version 6 -parse-as-library -module-name "Fuzz$2" -I "$program" $modules "$1" \
        "$program/CapTop.o" "@$program/objects" -lsimdjson -lstdc++ -lncursesw -lsqlite3 -o "$out/$2"
}

# A target may name files of the program's own on lines that begin with `// with:`.
for target in Fuzz/Targets/*.swift; do
    name=$(basename "$target" .swift)
    if grep -q '^// with the program$' "$target"; then
        with_program "$target" "$name"
        continue
    fi
    with=$(sed -n 's,^// with: ,,p' "$target")
    swiftc $sanitize -O -g -swift-version 6 -parse-as-library -module-name "Fuzz$name" -I "$out/modules" \
        -I "$out/modules/CSimdJSON" -I Sources/CNcursesw -I $toml/CTOML/include "$target" $with "$out/Models.o" \
        "$out/TUIKitLite.o" "$out/CSimdJSON.o" "$out/TOMLKit.o" "$out"/toml-*.o \
        -lsimdjson -lstdc++ -lncursesw -o "$out/$name" 2> >(grep -v 'Cannot export local symbol' >&2)
done
