/// Claims: who carries out which job. The claim's id is the fencing token of every write.
@NullMarked
package dev.minijenkin.db.claim;

import org.jspecify.annotations.NullMarked;
