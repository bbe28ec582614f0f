package dev.minijenkin.cli.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void aCellIsOneLineWhateverIsInIt() {
        Table table = new Table("A", "B");
        table.row("x\ny\u001b[2J", "last\r\n");
        StringWriter out = new StringWriter();
        table.print(new PrintWriter(out, true));

        assertThat(out.toString().lines()).containsExactly("A        B", "x y [2J  last");
    }
}
