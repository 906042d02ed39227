// A file that an operator names on the command line, or why it cannot be read.
#ifndef SCEAU_SERVER_OPERATOR_INPUT_FILE_H_
#define SCEAU_SERVER_OPERATOR_INPUT_FILE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "proto/text/language.h"

namespace sceau {

// Certificates, charters, statements; what is larger is none of them.
inline constexpr size_t kMaxInputBytes = size_t{1024} * 1024;

// The text of the file, or nothing and a sentence with the remedy in
// `problems`: it is not there, it is a folder, this user may not read it, it is
// larger than `most` bytes.
std::optional<std::string> ReadInput(const std::string& path, size_t most,
                                     Language language,
                                     std::vector<std::string>& problems);

}  // namespace sceau

#endif  // SCEAU_SERVER_OPERATOR_INPUT_FILE_H_
