# The workbooks: the writer, and each specification blank and filled.
WRITE_OBJ = $(patsubst %.c,$(BUILD)/%.o,$(wildcard templates/write*.c))
$(BUILD)/write: $(WRITE_OBJ) $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $^ -o $@ -lcjson $(LIBS)
-include $(WRITE_OBJ:.o=.d)
