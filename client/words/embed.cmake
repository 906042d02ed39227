# Writes INPUT as a C++ source at OUTPUT: the bytes, as they are, behind
# BuiltinVocabularyJson(). Bytes and not a literal: compilers bound literals to
# 65,536 characters, and CMake would read brackets and semicolons.
file(READ "${INPUT}" hex HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "((0x..,){16})" "\\1\n" bytes "${bytes}")
file(WRITE "${OUTPUT}" "// Generated from alencon-vocabulary.json by embed.cmake.
#include \"client/words/builtin_json.h\"

namespace sceau {
namespace {

constexpr unsigned char kBytes[] = {
${bytes}};

}  // namespace

absl::string_view BuiltinVocabularyJson() {
  return absl::string_view(reinterpret_cast<const char*>(kBytes),
                           sizeof(kBytes));
}

}  // namespace sceau
")
