# Writes INPUT as a C++ source at OUTPUT: the bytes, as they are, behind
# BuiltinLexiconText(). Bytes and not a literal: compilers bound literals to
# 65,536 characters, and CMake would read brackets and semicolons.
file(READ "${INPUT}" hex HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "((0x..,){16})" "\\1\n" bytes "${bytes}")
file(WRITE "${OUTPUT}" "// Generated from lexicon.txt by embed.cmake.
#include \"server/content/lexicon.h\"

namespace sceau {
namespace {

constexpr unsigned char kBytes[] = {
${bytes}};

}  // namespace

absl::string_view BuiltinLexiconText() {
  return absl::string_view(reinterpret_cast<const char*>(kBytes),
                           sizeof(kBytes));
}

}  // namespace sceau
")
