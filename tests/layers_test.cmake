# Fails when a file includes what its room may not see, speaks SQL or gRPC where
# that is not spoken, stands in no known room, or has grown past 500 lines.
# Shown to fail on each of these by tests/deploy/layers_selftest.cmake.
#   cmake -DROOT=<repository> -P tests/layers_test.cmake
cmake_minimum_required(VERSION 3.25)

set(line_limit 500)

# --- The rooms, and which rooms each may include, besides itself ------------
# A folder below a room belongs to it. A file directly in server/ or client/ is
# app or main: the one place that knows every room of its program.
set(contract "proto/contract")
set(spoken "proto/text")
set(below_store "${contract}|server/runtime|crypto")
set(below_calls "${below_store}|server/store|server/journal|policy")
set(below_rooms "${below_calls}|server/(calls|group_state)")

set(rooms "")
function(room name)
  list(APPEND rooms ${name})
  set(rooms ${rooms} PARENT_SCOPE)
  string(JOIN "|" allowance ${name} ${ARGN})
  set(may_include_${name} ${allowance} PARENT_SCOPE)
endfunction()
room(proto/text)
room(proto/contract)
room(crypto)
room(policy            "proto/text")
room(server/runtime    "${contract}")
room(server/store      "${below_store}")
room(server/journal    "${below_store}|server/store|policy")
room(server/calls      "${below_calls}")
room(server/group_state "${below_calls}|server/calls")
room(server/members    "${below_rooms}")
room(server/charter    "${below_rooms}")
room(server/witness    "${below_rooms}")
room(server/content    "${contract}|crypto|policy|server/runtime")
room(server/cases      "${below_rooms}|server/(content|referrals|sessions)")
room(server/referrals  "${below_rooms}|server/(content|cases)")
room(server/sessions   "${below_rooms}|server/(content|cases|referrals)")
room(server/oversight  "${below_rooms}|server/(cases|charter|content)")
set(below_wire
    "cases|calls|charter|content|group_state|journal|members|oversight|referrals")
room(server/rpc
     "${contract}|server/(${below_wire}|runtime|sessions|witness)")
room(server/operator   "${spoken}|${contract}|crypto|policy|server")
# Makes whole groups and calls them as the wire does.
room(server/selftest   "${spoken}|${contract}|crypto|policy|server")
room(server            "${spoken}|${contract}|crypto|policy")
room(client/words      "${spoken}|${contract}")
room(client/views      "${spoken}|client/words")
room(client/lib        "${contract}|crypto")
room(client/print)
room(client/import     "${contract}|crypto|policy|client/(lib|words)")
set(below_commands "${spoken}|${contract}|crypto|policy|client/(import|lib|print)")
set(below_commands "${below_commands}|client/views|client/cli/(console|words)")
room(client/cli/words   "${spoken}|${contract}|client/(import|lib|words)")
room(client/cli/console
     "${spoken}|${contract}|crypto|policy|client/(lib|words)|client/cli/words")
foreach(work IN ITEMS cases charter journal review)
  room(client/cli/${work} "${below_commands}")
endforeach()
room(client/cli/group   "${below_commands}|client/cli/cases")
room(client/cli        "${spoken}|${contract}|crypto|policy|client/[a-z]+")
room(client            "${spoken}|${contract}|crypto|policy")

# --- What some rooms may not take from outside the project ------------------
# Quoted includes that are not ours, by room; a room that is absent is free.
set(outside_crypto "absl/|openssl/")
set(outside_proto/text "absl/|google/protobuf/")
# Policy knows the generated catalogue (the categories and what each holds, for
# value classes), and no message of a service.
set(outside_policy
    "absl/|google/protobuf/|sceau/v1/(category|entry|vocabulary)\\.pb\\.h$")
# Generated messages (plaintext) stay above the store; stubs stay at the wire.
set(no_messages server/store)
set(wire_rooms proto/contract server/rpc server client/lib client/cli client)
# The only room that prepares SQL.
set(sql_rooms server/store)
# The only room that draws.
set(drawing_rooms client/print)

# Sentences are data (client/words): lines of client/cli that hold a literal
# with a French letter, or choose between two texts. The months of civil.cc and
# the quotes of a page are what is left; the allowance only falls.
set(french_lines_left 4)
set(french_lines 0)
set(french_letter "à|â|ç|é|è|ê|ë|î|ï|ô|ù|û|œ|À|Ç|É|È|Ê|Î|Ô|«")

set(problems "")
macro(problem)
  string(CONCAT problem_text ${ARGN})
  list(APPEND problems "${problem_text}")
endmacro()

# Sets `room` to the room of `file`, or to nothing.
function(find_room file)
  get_filename_component(folder ${file} DIRECTORY)
  set(room "" PARENT_SCOPE)
  foreach(candidate IN LISTS rooms)
    if(folder STREQUAL candidate OR
       (folder MATCHES "^${candidate}/" AND NOT candidate MATCHES
        "^(server|client)$"))
      set(room ${candidate} PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# One quoted or angled include of one file of one room.
macro(check_include file room path)
  if("${path}" MATCHES "(^|/)\\.\\.?/")
    problem("${file}: relative include \"${path}\"")
  elseif("${path}" MATCHES "^(proto/(contract|text)|crypto|policy|server|client|tests)/")
    get_filename_component(target "${path}" DIRECTORY)
    if(NOT target MATCHES "^(${may_include_${room}})(/|$)")
      problem("${file}: \"${path}\" is outside ${room}'s allowance")
    endif()
  elseif(DEFINED outside_${room} AND
         "${path}" MATCHES "/.*\\.h$" AND "${line}" MATCHES "\"" AND
         NOT "${path}" MATCHES "^(${outside_${room}})")
    problem("${file}: \"${path}\" is not for ${room}")
  endif()
  if("${path}" MATCHES "^(grpcpp|grpc)/|\\.grpc\\.pb\\.h$" AND
     NOT room IN_LIST wire_rooms)
    problem("${file}: \"${path}\": gRPC stops at server/rpc")
  endif()
  if("${path}" MATCHES "^(cairo|pango|fontconfig|glib)" AND
     NOT room IN_LIST drawing_rooms)
    problem("${file}: \"${path}\": drawing outside client/print")
  endif()
  if("${path}" MATCHES "^sceau/v1/" AND room IN_LIST no_messages AND
     NOT "${path}" STREQUAL "sceau/v1/error_reason.pb.h")
    problem("${file}: \"${path}\": ${room} sees sealed bytes only")
  endif()
endmacro()

foreach(top IN ITEMS proto crypto policy server client tests)
  file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/${top}/*.h ${ROOT}/${top}/*.cc)
  foreach(file IN LISTS files)
    file(READ ${ROOT}/${file} text)
    string(REGEX MATCHALL "\n" newlines "${text}")
    list(LENGTH newlines count)
    if(count GREATER line_limit)
      problem("${file}: ${count} lines (limit ${line_limit})")
    endif()
    if(top STREQUAL tests)
      continue()
    endif()
    find_room(${file})
    if(NOT room)
      problem("${file}: in no room that tests/layers_test.cmake knows")
      continue()
    endif()
    if(NOT room IN_LIST sql_rooms AND text MATCHES "sqlite3(_|\\.h)")
      problem("${file}: SQL outside server/store")
    endif()
    if(file MATCHES "^client/cli/")
      file(STRINGS ${ROOT}/${file} spoken_lines ENCODING UTF-8
           REGEX "\"[^\"]*(${french_letter})|[^A-Za-z_]In\\(")
      foreach(line IN LISTS spoken_lines)
        if(NOT line MATCHES "^ *//" AND NOT line MATCHES "\"( *(sceau|--) |    -)")
          math(EXPR french_lines "${french_lines} + 1")
          list(APPEND french_found "${file}: ${line}")
        endif()
      endforeach()
    endif()
    file(STRINGS ${ROOT}/${file} lines REGEX "^ *# *include *[\"<]")
    foreach(line IN LISTS lines)
      string(REGEX REPLACE "^ *# *include *[\"<]([^\">]*).*" "\\1" path "${line}")
      check_include(${file} ${room} ${path})
    endforeach()
  endforeach()
endforeach()

if(french_lines GREATER french_lines_left)
  list(JOIN french_found "\n    " text)
  problem("client/cli says ${french_lines} lines of its own (allowance "
          "${french_lines_left}); words stand in client/words:\n    ${text}")
endif()

if(problems)
  list(JOIN problems "\n  " text)
  message(FATAL_ERROR "layer rules broken:\n  ${text}")
endif()
