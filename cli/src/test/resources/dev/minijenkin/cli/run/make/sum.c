#include <stdio.h>
#include <stdlib.h>

int main(int count, char **words) {
    long sum = 0;
    for (int i = 1; i < count; i++) {
        sum += atol(words[i]);
    }
    printf("%ld\n", sum);
    return 0;
}
