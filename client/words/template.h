// A sentence with named places, and how they are filled. The grammar, the same
// for every program that reads client/words/sentences:
//
//   {day}                the value
//   {partner:of}         « de » and the value: « du conseil », « d'Enzo »
//   {partner:to} {:that} « à », « que » likewise
//   {partner:bare}       the value without its article
//   {partner:cap}        the value with a capital; forms add up: {x:of:cap}
//   {n|trace|traces}     one of two by the number n: French has the plural from
//                        2 on, English for all but 1
//   {sex=FEMALE:née|MALE:né|né(e)}   one of several by the value; the last one,
//                        without a key, else
//   [, avant le {day}]   left out when a value printed in it is empty or absent
//   [[ ]] {{ }}          brackets and braces as they are
//
// Guarantee: what a value holds is never read as grammar. Total: a malformed
// template (a test keeps the data free of them) prints as it stands from the
// fault on, and a place without a value prints its name in braces.
#ifndef SCEAU_CLIENT_WORDS_TEMPLATE_H_
#define SCEAU_CLIENT_WORDS_TEMPLATE_H_

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "proto/text/language.h"

namespace sceau {

// The value of one place: text, or a number.
struct Place {
  Place(absl::string_view place, const absl::AlphaNum& value)
      : name(place), text(value.Piece()) {}

  std::string name;
  std::string text;
};
using Places = std::vector<Place>;

// `text` with its places filled.
std::string Fill(absl::string_view text, Language language,
                 const Places& places);

// What a template asks for.
struct TemplateUse {
  bool well_formed = true;
  std::set<std::string> printed = {};   // {day}, {partner:of}
  std::set<std::string> choosing = {};  // {n|…|…}, {sex=…}
};
TemplateUse UseOf(absl::string_view text);

}  // namespace sceau

#endif  // SCEAU_CLIENT_WORDS_TEMPLATE_H_
