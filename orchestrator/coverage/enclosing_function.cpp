// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/coverage/enclosing_function.hpp"

#include <algorithm>
#include <cctype>

namespace cloister {
namespace {

bool is_of_a_name(char byte) {
    return std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_';
}

// "static void foo(int a)" is foo; a label, a brace, an #ifdef and the end of an initialiser are none.
std::string function_named_in(const std::string& line) {
    const std::size_t parenthesis = line.find('(');
    if (line.empty() || !is_of_a_name(line.front()) || parenthesis == std::string::npos || line.back() == ';')
        return "";
    std::size_t begin = parenthesis;
    while (begin > 0 && is_of_a_name(line[begin - 1]))
        --begin;
    return line.substr(begin, parenthesis - begin);
}

} // namespace

std::string enclosing_function(const std::vector<std::string>& source, std::uint32_t line) {
    for (std::size_t at = std::min<std::size_t>(line, source.size()); at > 0; --at)
        if (std::string name = function_named_in(source[at - 1]); !name.empty())
            return name;
    return "";
}

} // namespace cloister
