#include "tests/support/pdf_reader.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <regex>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

namespace sceau::testing {

std::string OneBlank(const std::string& text) {
  std::string plain = absl::StrReplaceAll(
      text, {{"\u00A0", " "}, {"\u202F", " "}, {"\f", " "}});
  absl::RemoveExtraAsciiWhitespace(&plain);
  return absl::StrReplaceAll(plain, {{"\n", " "}});
}

PdfReader::PdfReader(const std::string& pdf) {
  std::ofstream(folder_.Path("a.pdf"), std::ios::binary) << pdf;
}

std::string PdfReader::Run(const std::string& program,
                           const std::string& options) const {
  const std::string command =
      absl::StrCat(program, " ", options, " '", folder_.Path("a.pdf"), "'",
                   program == "pdftotext" ? " -" : "", " 2>&1");
  std::string output;
  FILE* const pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  std::array<char, 4096> block = {};
  for (size_t size = 0;
       (size = fread(block.data(), 1, block.size(), pipe)) > 0;) {
    output.append(block.data(), size);
  }
  EXPECT_EQ(pclose(pipe), 0) << command << "\n" << output;
  return output;
}

std::string PdfReader::Text() const {
  return OneBlank(Run("pdftotext", "-raw"));
}

std::vector<std::string> PdfReader::Pages() const {
  std::vector<std::string> pages;
  for (const absl::string_view page :
       absl::StrSplit(Run("pdftotext", "-raw"), '\f', absl::SkipWhitespace())) {
    pages.push_back(OneBlank(std::string(page)));
  }
  return pages;
}

std::string PdfReader::Info() const { return Run("pdfinfo", ""); }

std::string PdfReader::Structure() const {
  return Run("pdfinfo", "-struct-text");
}

std::vector<std::string> PdfReader::Fonts() const {
  std::vector<std::string> lines =
      absl::StrSplit(Run("pdffonts", ""), '\n', absl::SkipWhitespace());
  EXPECT_GE(lines.size(), 2u);
  lines.erase(lines.begin(), lines.begin() + 2);
  return lines;
}

std::vector<PdfWord> PdfReader::Words() const {
  std::vector<PdfWord> words;
  const std::string boxes = Run("pdftotext", "-bbox");
  const std::regex box(
      "<word xMin=\"([0-9.-]+)\" yMin=\"([0-9.-]+)\" xMax=\"([0-9.-]+)\" "
      "yMax=\"([0-9.-]+)\">([^<]*)</word>");
  for (std::sregex_iterator at(boxes.begin(), boxes.end(), box), end; at != end;
       ++at) {
    words.push_back({std::stod((*at)[1]), std::stod((*at)[2]),
                     std::stod((*at)[3]), std::stod((*at)[4]), (*at)[5]});
  }
  return words;
}

}  // namespace sceau::testing
