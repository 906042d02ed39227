// words_table OUTPUT FILE...: the sentences of the files as a C++ table in the
// order of their ids. A file holds an object {"id": {"fr": …, "en": …}}; the
// ids begin with the file's name, so that each is found where it stands.
//
// Runs in the build alone. Anything that is not as said stops it, naming the
// file and the id.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <utility>

#include "nlohmann/json.hpp"

namespace {

using Table = std::map<std::string, std::pair<std::string, std::string>>;

[[noreturn]] void Stop(const std::string& where, const std::string& what) {
  std::cerr << where << ": " << what << '\n';
  std::exit(EXIT_FAILURE);
}

std::string TextOf(const nlohmann::json& sentence, const char* language,
                   const std::string& where) {
  const auto found = sentence.find(language);
  if (found == sentence.end() || !found->is_string() ||
      found->get_ref<const std::string&>().empty()) {
    Stop(where, std::string("no text for \"") + language + "\"");
  }
  return found->get<std::string>();
}

void Read(const std::string& path, Table& table) {
  std::ifstream file(path);
  const auto sentences =
      nlohmann::json::parse(file, nullptr, /*allow_exceptions=*/false);
  if (!sentences.is_object()) Stop(path, "is not a JSON object");
  const std::string area = std::filesystem::path(path).stem().string() + ".";
  for (const auto& [id, sentence] : sentences.items()) {
    const std::string where = path + ": " + id;
    if (id.rfind(area, 0) != 0) Stop(where, "does not begin with " + area);
    if (!sentence.is_object() || sentence.size() != 2) {
      Stop(where, "needs \"fr\" and \"en\", and nothing else");
    }
    table[id] = {TextOf(sentence, "fr", where), TextOf(sentence, "en", where)};
  }
}

// As a C++ literal: a JSON string without Unicode escapes is one.
std::string Literal(const std::string& text) {
  return nlohmann::json(text).dump();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) Stop("words_table", "needs an output and files");
  Table table;
  for (int i = 2; i < argc; ++i) Read(argv[i], table);
  std::ofstream out(argv[1]);
  out << "// Generated from client/words/sentences by words_table.\n"
         "#include \"client/words/say.h\"\n\nnamespace sceau {\nnamespace {\n\n"
         "constexpr Sentence kSentences[] = {\n";
  for (const auto& [id, texts] : table) {
    out << "    {" << Literal(id) << ",\n     " << Literal(texts.first)
        << ",\n     " << Literal(texts.second) << "},\n";
  }
  out << "};\n\n}  // namespace\n\nabsl::Span<const Sentence> AllSentences() "
         "{\n  return kSentences;\n}\n\n}  // namespace sceau\n";
  out.close();
  return out ? EXIT_SUCCESS : EXIT_FAILURE;
}
