// The id that makes a repeated call the same call.
#ifndef SCEAU_CLIENT_LIB_REQUEST_ID_H_
#define SCEAU_CLIENT_LIB_REQUEST_ID_H_

#include <string>

namespace sceau {

// A fresh UUID4 (RFC 9562), 36 characters, from the process's random generator.
std::string NewRequestId();

}  // namespace sceau

#endif  // SCEAU_CLIENT_LIB_REQUEST_ID_H_
