// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/html/page_template.hpp"

namespace cloister {

std::string_view page_template() {
    return {};
}

} // namespace cloister
