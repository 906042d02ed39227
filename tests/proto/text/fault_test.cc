#include "proto/text/fault.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "sceau/v1/entry.pb.h"

namespace sceau {
namespace {

using Kind = TextFault::Kind;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr int kDepth = 5;

TextFault FaultOf(absl::string_view text) {
  v1::Entry entry;
  const auto fault = ReadText(text, kDepth, entry);
  EXPECT_TRUE(fault.has_value()) << text;
  return fault.value_or(TextFault());
}

// "line:column message ; remedy" in French.
std::string Said(absl::string_view text) {
  const TextFault fault = FaultOf(text);
  const FaultWords words = WordsOf(fault, Language::kFrench);
  return absl::StrCat(fault.line, ":", fault.column, " ", words.message, " ; ",
                      words.remedy);
}

TEST(TextFaultTest, ATextWithoutFaultIsRead) {
  v1::Entry entry;
  EXPECT_EQ(ReadText("etag: \"é\" # one\nnarrowed_to: 'pjj'", kDepth, entry),
            std::nullopt);
  EXPECT_EQ(entry.etag(), "é");
}

TEST(TextFaultTest, AnUnknownFieldIsToldTheNearestAndItsOwnPlace) {
  EXPECT_EQ(Said("body {\n  schooling {\n    statu: X\n  }\n}\n"),
            "3:5 le champ « statu » n'existe pas ici ; écrire « status »");
}

TEST(TextFaultTest, AWordUnlikeAnyFieldIsToldTheFieldsThereAre) {
  EXPECT_EQ(Said("conditions { written_basis { kind: 1 } }\n"
                 "conditions { agreement { signature: 1 } }"),
            "2:26 le champ « signature » n'existe pas ici ; choisir parmi : "
            "given_by, date, named_partners");
}

TEST(TextFaultTest, AnUnknownValueIsToldTheNearestAndItsOwnPlace) {
  // The library complains of the brace on the next line.
  EXPECT_EQ(Said("body {\n  schooling {\n"
                 "    status: IN_SCHOL  # or IN_SCHOL\n  }\n}\n"),
            "3:13 « IN_SCHOL » n'est pas une valeur de « status » ; écrire « "
            "SCHOOLING_STATUS_IN_SCHOOL »");
}

TEST(TextFaultTest, AValueUnlikeAnyOtherIsToldTheList) {
  const TextFault fault = FaultOf("body { schooling { status: SLEEPING } }");
  EXPECT_THAT(WordsOf(fault, Language::kFrench).remedy,
              StartsWith("choisir parmi : SCHOOLING_STATUS_IN_SCHOOL, "));
  EXPECT_THAT(ChoicesOf(fault), Not(Contains("SCHOOLING_STATUS_UNSPECIFIED")));
  EXPECT_THAT(Said("body { schooling { status: \"SLEEPING\" } }"),
              HasSubstr("n'est pas une valeur de « status »"));
}

TEST(TextFaultTest, EachSlipHasWordsAndItsPlace) {
  EXPECT_EQ(Said("partial: peut-être"),
            "1:10 « partial » se dit par oui ou par non, et non « peut » ; "
            "écrire true (oui) ou false (non)");
  EXPECT_EQ(Said("body { schooling { since { year: \"2026\" } } }"),
            "1:34 « year » attend un nombre, et non « \"2026\" » ; l'écrire en "
            "chiffres, sans guillemets");
  EXPECT_EQ(Said("body { schooling { since { year: 99999999999 } } }"),
            "1:34 le nombre 99999999999 est trop grand, ou négatif ; en "
            "écrire un qui convienne");
  EXPECT_EQ(Said("narrowed_to: pjj"),
            "1:14 « narrowed_to » attend un texte entre guillemets droits ; "
            "écrire narrowed_to: \"…\"");
  EXPECT_EQ(Said("etag: \"a\"\netag: \"b\""),
            "2:1 « etag » est dit deux fois ; n'en garder qu'un");
  EXPECT_EQ(Said("body { schooling { } attendance { } }"),
            "1:22 « attendance » et « schooling » ne se disent pas ensemble ; "
            "n'en garder qu'un");
  EXPECT_EQ(Said("etag = \"a\""),
            "1:6 « : » est attendu ici, et non « = » ; écrire « nom: valeur », "
            "ou « nom { … } » pour un bloc");
  EXPECT_EQ(Said("}"),
            "1:1 un nom de champ est attendu ici, et non « } » ; corriger "
            "cette ligne, ou la fin de la précédente");
  EXPECT_EQ(Said("body {\n  schooling {\n"),
            "3:1 le texte s'arrête avant la fin de « schooling { » ; ajouter "
            "« } » où il manque");
  EXPECT_EQ(Said("etag"),
            "1:5 le texte s'arrête au milieu d'un champ ; finir sa dernière "
            "ligne");
  EXPECT_EQ(Said("etag: \"a\nowner: \"b\""),
            "1:9 un texte entre guillemets n'est pas refermé sur sa ligne ; "
            "ajouter le guillemet droit (\") qui manque");
  EXPECT_EQ(Said("etag: \"a"),
            "1:9 un texte entre guillemets n'est pas refermé sur sa ligne ; "
            "ajouter le guillemet droit (\") qui manque");
  EXPECT_EQ(Said("etag: \"C:\\q\""),
            "1:11 la barre « \\ » annonce ici un signe qui n'existe pas ; en "
            "écrire deux (« \\\\ ») pour en dire une");
  EXPECT_EQ(Said("etag: “a”"),
            "1:7 le caractère « “ » n'a pas sa place hors des guillemets "
            "droits ; mettre le texte entre guillemets droits (\"), sans "
            "accent ailleurs");
  EXPECT_EQ(FaultOf("conditions { conditions { conditions { } } }").kind,
            Kind::kUnknownField);
}

TEST(TextFaultTest, DepthIsBounded) {
  v1::Entry entry;
  const auto fault = ReadText("body { schooling { since { } } }", 2, entry);
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->kind, Kind::kTooDeep);
  EXPECT_THAT(WordsOf(*fault, Language::kFrench).message,
              HasSubstr("accolades"));
}

TEST(TextFaultTest, WhateverIsWrittenTheWordsAreNotTheLibrarys) {
  for (const char* const text : {"etag: \"\\x\"",
                                 "etag: \"\\u12\"",
                                 "version: 09",
                                 "version: 0x",
                                 "version: 1e",
                                 "[a.b]: 1",
                                 "etag: \"a\" ,,",
                                 "body: {",
                                 "body: 3",
                                 "body <",
                                 "body { schooling }",
                                 "body { schooling: 1 }",
                                 ":",
                                 "\"a\"",
                                 "1: 2",
                                 "etag:",
                                 "version: -",
                                 "version: 1.5",
                                 "narrowed_to: [",
                                 "narrowed_to: [\"a\" \"b\"",
                                 "narrowed_to: [1]",
                                 "partial: 2",
                                 "body { schooling { status: } }",

                                 "\xff",
                                 "etag: \xe2",
                                 "\x01",
                                 "create_time: \"x\"",
                                 "é: 1"}) {
    const TextFault fault = FaultOf(text);
    EXPECT_GT(fault.line, 0) << text;
    EXPECT_GT(fault.column, 0) << text;
    const FaultWords words = WordsOf(fault, Language::kFrench);
    for (const char* const library :
         {"xpected", "got", "found", "type", "literal", "Invalid", "specified",
          "{s}", "{e}", "{f}", "« »"}) {
      EXPECT_THAT(absl::StrCat(words.message, words.remedy),
                  Not(HasSubstr(library)))
          << text;
    }
    EXPECT_NE(words.remedy, "") << text;
  }
}

TEST(TextFaultTest, EnglishSaysTheSame) {
  const FaultWords words =
      WordsOf(FaultOf("body { schooling { statu: 1 } }"), Language::kEnglish);
  EXPECT_EQ(words.message, "there is no field `statu` here");
  EXPECT_EQ(words.remedy, "write `status`");
}

}  // namespace
}  // namespace sceau
