// Which table or index each page of a database belongs to: the file is
// decrypted and its trees are walked, as the engine would.
#ifndef SCEAU_TESTS_SERVER_APP_PAGE_MAP_H_
#define SCEAU_TESTS_SERVER_APP_PAGE_MAP_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "crypto/secret.h"
#include "server/store/database.h"

namespace sceau::testing {

inline constexpr size_t kPageBytes = 4'096;

class PageMap {
 public:
  // Of the file at `path`, which nobody has open and whose WAL is empty.
  // Stops the test on a file that makes no sense.
  PageMap(const std::string& path, const crypto::Secret& key);

  // Pages from 1 on, by the name of their table or index; "sqlite_schema" has
  // the first.
  const std::map<std::string, std::vector<uint32_t>>& objects() const {
    return objects_;
  }
  // What the page says, without its free space and the counters of the file's
  // head: its kind, its cells, its last child. Empty when there is no such
  // page, or it is of no object.
  const std::set<std::string>& Said(uint32_t page) const;
  // What all pages of the object say.
  std::set<std::string> SaidBy(const std::string& object) const;

 private:
  absl::string_view Page(uint32_t page) const;
  void Walk(uint32_t page, std::vector<uint32_t>& pages);
  // Gives the size of the cell on its page.
  size_t WalkPayload(uint32_t page, size_t cell, std::vector<uint32_t>& pages);

  std::string plain_;
  std::map<uint32_t, std::set<std::string>> said_;  // By page.
  std::map<std::string, std::vector<uint32_t>> objects_;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SERVER_APP_PAGE_MAP_H_
